import {ExamError} from '../errors.ts'
import type {ResultScale} from '../institution/exams/exam.ts'
import {itemAt, type Random} from './random.ts'

type Numbers = Readonly<{highest: number; decimals: 0 | 1}>

const NUMBERS: Readonly<Partial<Record<ResultScale, Numbers>>> = {
  '0-100': {highest: 100, decimals: 0},
  '0-10': {highest: 10, decimals: 0},
  '0.0-10.0': {highest: 10, decimals: 1},
}
const WORDS: Readonly<Partial<Record<ResultScale, readonly string[]>>> = {
  'pass-or-fail': ['failed', 'passed'],
  'insufficient-satisfactory-good': ['insufficient', 'satisfactory', 'good'],
  referenceLevelRKTR: ['Op weg naar 1F', '1F', '2F', '3F', '4F'],
  referenceLevelERK: ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'],
}

/**
 * A score on a scale, on the right side of the pass mark.
 *
 * @throws ExamError `sample.scale` for a scale that no exam of the sample school has, or a pass mark that is not on it
 */
export function scoreOn(scale: ResultScale, passMark: string, passed: boolean, random: Random): string {
  const numbers = NUMBERS[scale]
  if (numbers) return numberOn(numbers, Number(passMark), passed, random)
  const words = WORDS[scale] ?? []
  const mark = words.indexOf(passMark)
  if (mark < 0)
    throw new ExamError(
      'invalid',
      'sample.scale',
      `The sample school has no scale ${scale} with pass mark "${passMark}".`,
    )
  const beyond = passed && mark + 1 < words.length && random.chance(0.15)
  return itemAt(words, passed ? mark + (beyond ? 1 : 0) : Math.max(0, mark - 1))
}

// Most scores are near the pass mark: the mean of two draws, counted in steps of the scale.
function numberOn({highest, decimals}: Numbers, passMark: number, passed: boolean, random: Random): string {
  const steps = 10 ** decimals
  const mark = Math.round(passMark * steps)
  const far = (random.next() + random.next()) / 2
  const lowest = Math.ceil(mark / 4)
  const value = passed
    ? mark + Math.floor(far * (highest * steps - mark + 1))
    : mark - 1 - Math.floor(far * (mark - lowest))
  return (value / steps).toFixed(decimals)
}
