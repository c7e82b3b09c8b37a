import {randomOf} from '../../../src/sample-school/random.ts'
import {sampleResult} from '../../../src/sample-school/sample-result.ts'
import {scoreOn} from '../../../src/sample-school/score.ts'
import {RESULT_SCALES} from '../../../src/institution/exams/exam.ts'
import {fileOf, recordsOf, type Setting} from './setting.ts'

/** A student who takes an exam. */
export type Candidate = Readonly<{student: string; exam: string}>

/** Students of a session who do not come: those of whom the sample lets every attempt there be missed. */
export function absentees(setting: Setting, candidates: readonly Candidate[]): readonly string[] {
  const byStudent = Map.groupBy(candidates, ({student}) => student)
  const missed = (each: Candidate): boolean => outcomeOf(setting, each).aanwezigheid === 'notPresent'
  return [...byStudent].flatMap(([student, exams]) => (exams.every(missed) ? [student] : [])).toSorted()
}

/** The score of somebody who came: what the sample gives, and a fail for work that it leaves unscored. */
export function scoreOf(setting: Setting, candidate: Candidate): string {
  const {score} = outcomeOf(setting, candidate)
  if (score !== '') return score
  const exam = examOf(setting, candidate.exam)
  const scale = RESULT_SCALES.find((each) => each === exam['schaal']) ?? '0.0-10.0'
  return scoreOn(scale, exam['cesuur'] ?? '', false, randomOf(1, `unfinished ${candidate.exam} ${candidate.student}`))
}

function outcomeOf(setting: Setting, {student, exam}: Candidate): ReturnType<typeof sampleResult> {
  const exams = fileOf(setting, 'exams')
  const at = exams.header.indexOf('examen')
  return sampleResult(exams.rows.find((row) => row[at] === exam) ?? [], student)
}

function examOf(setting: Setting, code: string): Readonly<Record<string, string>> {
  return recordsOf(fileOf(setting, 'exams')).find(({examen}) => examen === code) ?? {}
}
