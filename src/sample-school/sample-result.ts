import {ExamError} from '../errors.ts'
import {RESULT_SCALES} from '../institution/exams/exam.ts'
import {EXAM_COLUMNS} from './exam.ts'
import {randomOf} from './random.ts'
import {scoreOn} from './score.ts'

/** What came of an attempt; attendance in the words of the national standard (OKE), no score for who made nothing. */
export type SampleResult = Readonly<{aanwezigheid: 'present' | 'notPresent' | 'notFinished'; score: string}>

/**
 * Makes up the result of a student at an exam: about four in five pass, three in a hundred do not come.
 *
 * `exam` is a row of the exams' file. The same exam, student and seed give the same result, in whatever order one asks.
 *
 * @throws ExamError `sample.scale` when the row's scale and pass mark are not of the sample school
 */
export function sampleResult(exam: readonly string[], studentNumber: string, seed = 1): SampleResult {
  const cell = (column: string) => exam[EXAM_COLUMNS.indexOf(column)] ?? ''
  const random = randomOf(seed, `result ${cell('examen')} ${studentNumber}`)
  if (random.chance(0.03)) return {aanwezigheid: 'notPresent', score: ''}
  if (random.chance(0.005)) return {aanwezigheid: 'notFinished', score: ''}
  const scale = RESULT_SCALES.find((each) => each === cell('schaal'))
  if (!scale) throw new ExamError('invalid', 'sample.scale', `"${cell('schaal')}" is not a result scale.`)
  return {aanwezigheid: 'present', score: scoreOn(scale, cell('cesuur'), random.chance(0.8), random)}
}
