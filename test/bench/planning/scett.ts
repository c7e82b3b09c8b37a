import {readFileSync} from 'node:fs'
import {timetableOf, type Timetable} from '../../../src/planning/engine/timetable/model.ts'
import {sharedStudents} from './toronto.ts'

export type ScettInstance = Readonly<{
  exams: number
  periods: number
  seats: number
  sizes: readonly number[]
  students: readonly (readonly number[])[]
}>

/** Reads an instance with a number of seats for every period. */
export function readScett(folder: string, name: string): ScettInstance {
  const lines = readFileSync(`${folder}/D4-${name}.in`, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const [exams = 0, , periods = 0, seats = 0] = lines[0]!.split(/\s+/).map(Number)
  const enrolled = lines.slice(1, exams + 1).map((line) => line.split(/\s+/))
  const index = new Map(enrolled.map(([code], at) => [code!, at]))
  return {
    exams,
    periods,
    seats,
    sizes: enrolled.map(([, size]) => Number(size)),
    students: lines.slice(exams + 1).map((line) => [...new Set(line.split(/\s+/))].map((code) => index.get(code)!)),
  }
}

/** Seats lost by period, one list for each scenario. */
export function readLosses(folder: string, name: string): (readonly {period: number; seats: number}[])[] {
  const [, ...lines] = readFileSync(`${folder}/D4-${name}-alldis.in`, 'utf8').split(/\r?\n/)
  const found: {period: number; seats: number}[][] = []
  for (const line of lines) {
    if (/^\d+\s*$/.test(line)) found.push([])
    for (const [, period, seats] of line.matchAll(/S\((\d+),\s*-(\d+)\)/g))
      found.at(-1)?.push({period: Number(period), seats: Number(seats)})
  }
  return found
}

const LADDER = [0, 16, 8, 4, 2, 1]

/** The instance with the seats of each period given; `stays` is what it costs that an exam is not where it was. */
export function scettTimetable(
  {exams, periods, sizes, students}: ScettInstance,
  seats: readonly number[],
  was?: ArrayLike<number>,
  stays = 0,
): Timetable {
  return timetableOf({
    items: exams,
    slots: periods,
    pairs: sharedStudents(exams, students),
    near: (a, b) => LADDER[Math.abs(a - b)] ?? 0,
    own: (exam, period) => (was && was[exam] !== period ? stays : 0),
    rooms: {
      rooms: 1,
      seats: Int32Array.from(seats),
      shared: true,
      parts: Int32Array.from({length: exams + 1}, (_, exam) => exam),
      sizes: Int32Array.from(sizes),
      durations: new Uint8Array(exams),
      alone: new Uint8Array(exams),
      cost: new Int32Array(exams),
      classes: 1,
      mixed: 0,
      spans: new Uint8Array(exams).fill(1),
      ends: Int32Array.from({length: periods}, (_, period) => period + 1),
    },
  })
}
