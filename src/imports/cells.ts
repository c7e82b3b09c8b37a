import {ExamError} from '../errors.ts'
import {type Day, day, type WallTime, wallTime} from '../time.ts'

/*
 * How cells are read. Each reader is given a cell that holds something and throws an ExamError that says what it should be.
 */

/** Any text of at most `most` characters. */
export const text =
  (most = 200) =>
  (cell: string): string => {
    if (cell.length <= most) return cell
    throw wrong('too-long', `The text has ${cell.length} characters; use at most ${most}.`)
  }

/** A code as people type it: no spaces within. */
export const code = (cell: string): string => {
  if (cell.length <= 40 && !/\s/.test(cell)) return cell
  throw wrong('not-a-code', `"${shown(cell)}" is not a code; use at most 40 characters without spaces.`)
}

/** A whole number from `least` to `most`, both included. */
export const whole =
  (least: number, most: number) =>
  (cell: string): number => {
    const value = /^-?\d{1,9}$/.test(cell) ? Number(cell) : Number.NaN
    if (value >= least && value <= most) return value
    throw wrong('not-a-number', `"${shown(cell)}" is not a whole number from ${least} to ${most}.`)
  }

/** One of a few words, in capitals or not; `words` says what each means. Several words may mean the same. */
export const choice =
  <T>(words: Readonly<Record<string, T>>) =>
  (cell: string): T => {
    const known = new Map(Object.entries(words))
    const word = cell.toLowerCase()
    if (known.has(word)) return known.get(word) as T
    throw wrong('not-a-choice', `"${shown(cell)}" is not known; use one of: ${Object.keys(words).join(', ')}.`)
  }

export const yesNo = choice({ja: true, nee: false, yes: true, no: false, j: true, n: false})

/** Several values in one cell, separated by spaces, commas or semicolons; each once, in order. */
export const list =
  <T>(read: (part: string) => T) =>
  (cell: string): readonly T[] => [
    ...new Set(
      cell
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map(read),
    ),
  ]

/** A day as 2026-11-30, or as Dutch files write it: 30-11-2026. */
export const date = (cell: string): Day => {
  const dutch = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(cell)
  if (!dutch) return day(cell)
  const [, on = '', month = '', year = ''] = dutch
  return day(`${year}-${month.padStart(2, '0')}-${on.padStart(2, '0')}`)
}

/** A wall-clock time: 09:00, 9:00 or 9.00. */
export const time = (cell: string): WallTime => wallTime(cell.replace('.', ':'))

export const email = (cell: string): string => {
  if (/^[^\s@<>",;]{1,64}@[^\s@<>",;]+\.[^\s@<>",;.]+$/.test(cell) && cell.length <= 254) return cell
  throw wrong('not-an-address', `"${shown(cell)}" is not a mail address; write it as name@school.nl.`)
}

/** Text of a fixed form; `what` says which. */
export const form =
  (pattern: RegExp, what: string) =>
  (cell: string): string => {
    if (pattern.test(cell)) return cell
    throw wrong('wrong-form', `"${shown(cell)}" is not ${what}.`)
  }

/** Weekdays from 1 (Monday) to 7. */
export const weekday = choice({
  ma: 1,
  di: 2,
  wo: 3,
  do: 4,
  vr: 5,
  za: 6,
  zo: 7,
  maandag: 1,
  dinsdag: 2,
  woensdag: 3,
  donderdag: 4,
  vrijdag: 5,
  zaterdag: 6,
  zondag: 7,
  monday: 1,
  tuesday: 2,
  wednesday: 3,
  thursday: 4,
  friday: 5,
  saturday: 6,
  sunday: 7,
})

function wrong(what: string, message: string): ExamError {
  return new ExamError('invalid', `cell.${what}`, message)
}

function shown(cell: string): string {
  return cell.length > 60 ? `${cell.slice(0, 60)}…` : cell
}
