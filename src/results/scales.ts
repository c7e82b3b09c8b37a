import {ExamError} from '../errors.ts'
import type {ResultScale} from '../institution/exams/exam.ts'

/**
 * The result scales of OKE (`resultValueType`) and what each value is worth. A listed value is worth its place from the
 * lowest up; a figure is worth itself.
 */
const LISTED: Readonly<Partial<Record<ResultScale, readonly string[]>>> = {
  'pass-or-fail': ['failed', 'passed'],
  'insufficient-satisfactory-good': ['insufficient', 'satisfactory', 'good'],
  'US letter': ['F', 'D-', 'D', 'D+', 'C-', 'C', 'C+', 'B-', 'B', 'B+', 'A-', 'A', 'A+'],
  'UK letter': ['U', 'G', 'F', 'E', 'D', 'C', 'B', 'A', 'A*'],
  'DE grade': ['6', '5', '4', '3', '2', '1'],
  referenceLevelRKTR: ['Op weg naar 1F', '1F', '1S', '2F', '2S', '3F', '3S', '4F', '4S'],
  referenceLevelERK: ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'],
}

const FIGURES: Readonly<Partial<Record<ResultScale, Readonly<{from: number; to: number; decimals: number}>>>> = {
  '0-100': {from: 0, to: 100, decimals: 0},
  '0-10': {from: 0, to: 10, decimals: 0},
  '0.0-10.0': {from: 0, to: 10, decimals: 1},
}

/** Dutch words and letters that schools write for the listed values. */
const DUTCH: Readonly<Partial<Record<ResultScale, Readonly<Record<string, string>>>>> = {
  'pass-or-fail': {
    behaald: 'passed',
    voldaan: 'passed',
    geslaagd: 'passed',
    v: 'passed',
    'niet behaald': 'failed',
    'niet voldaan': 'failed',
    gezakt: 'failed',
    o: 'failed',
  },
  'insufficient-satisfactory-good': {
    onvoldoende: 'insufficient',
    o: 'insufficient',
    voldoende: 'satisfactory',
    v: 'satisfactory',
    goed: 'good',
    g: 'good',
  },
}

/** From where a scale passes when the exam names no pass mark. */
const PASS_FROM: Readonly<Record<ResultScale, string>> = {
  'pass-or-fail': 'passed',
  'insufficient-satisfactory-good': 'satisfactory',
  'US letter': 'D-',
  'UK letter': 'E',
  'DE grade': '4',
  '0-100': '55',
  '0-10': '6',
  '0.0-10.0': '5.5',
  referenceLevelRKTR: '1F',
  referenceLevelERK: 'A1',
}

/** The values of a scale to choose from, the lowest first; empty where it is a figure. */
export function scoreChoices(scale: ResultScale): readonly string[] {
  return LISTED[scale] ?? []
}

/** The values of a scale in words, for an error that says what to write instead. */
export function valuesOf(scale: ResultScale): string {
  const figures = FIGURES[scale]
  if (!figures) return (LISTED[scale] ?? []).join(', ')
  const {from, to, decimals} = figures
  return `${from.toFixed(decimals)} to ${to.toFixed(decimals)}`
}

/**
 * A score as the scale writes it: a point for a comma, `v` for `satisfactory`, `7` for `7.0`.
 *
 * @throws ExamError `result.not-on-scale`
 */
export function scoreOn(scale: ResultScale, text: string): string {
  const score = listed(scale, text) ?? figure(scale, text)
  if (score !== undefined) return score
  throw new ExamError(
    'invalid',
    'result.not-on-scale',
    `"${text}" is not on the scale ${scale}; write one of: ${valuesOf(scale)}.`,
    {scale, value: text},
  )
}

/** What a score on the scale is worth; a higher number is a better result. */
export function worth(scale: ResultScale, score: string): number {
  return LISTED[scale]?.indexOf(score) ?? Number(score)
}

/**
 * Whether a score passes: at the pass mark or better. A pass mark may lie between two scores, as 5.5 does on a scale of whole
 * figures; without one the scale's usual applies.
 *
 * @throws ExamError `exam.pass-mark-not-on-scale`
 */
export function passes(scale: ResultScale, score: string, passMark: string | null): boolean {
  return worth(scale, score) >= markWorth(scale, passMark ?? PASS_FROM[scale])
}

/** What a pass mark is worth on its scale. @throws ExamError `exam.pass-mark-not-on-scale` */
function markWorth(scale: ResultScale, passMark: string): number {
  const bounds = FIGURES[scale]
  const word = listed(scale, passMark)
  if (word !== undefined) return worth(scale, word)
  const figures = passMark.trim().replace(',', '.')
  const value = bounds && FIGURE.test(figures) ? Number(figures) : Number.NaN
  if (bounds && value >= bounds.from && value <= bounds.to) return value
  const message = `The pass mark "${passMark}" is not on the scale ${scale}; write one of: ${valuesOf(scale)}.`
  throw new ExamError('invalid', 'exam.pass-mark-not-on-scale', message, {scale, value: passMark})
}

const FIGURE = /^\d+(\.\d+)?$/

function listed(scale: ResultScale, text: string): string | undefined {
  const asked = text.trim()
  const word = DUTCH[scale]?.[asked.toLowerCase()]
  return word ?? LISTED[scale]?.find((value) => value.toLowerCase() === asked.toLowerCase())
}

function figure(scale: ResultScale, text: string): string | undefined {
  const bounds = FIGURES[scale]
  const asked = text.trim().replace(',', '.')
  if (!bounds || !FIGURE.test(asked)) return undefined
  const value = Number(asked)
  const exact = value.toFixed(bounds.decimals)
  return Number(exact) === value && value >= bounds.from && value <= bounds.to ? exact : undefined
}
