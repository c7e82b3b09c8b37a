import {readFileSync} from 'node:fs'
import {timetableOf, type Timetable} from '../../../src/planning/engine/timetable/model.ts'
import {sharedStudents, type TorontoInstance} from './toronto.ts'

export const SCETT = ['hec92', 'sta83', 'ear83', 'rye93', 'car91'] as const
export type ScettName = (typeof SCETT)[number]

/** An instance with so many seats in each slot, and scenarios in which slots lose some. */
export type ScettInstance = TorontoInstance &
  Readonly<{slots: number; seats: number; sizes: Int32Array; scenarios: readonly Int32Array[]}>

export function readScett(folder: string, name: ScettName): ScettInstance {
  const lines = (file: string): string[] =>
    readFileSync(`${folder}/D4-${file}.in`, 'utf8')
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
  const [head = '', ...rest] = lines(name)
  const [exams = 0, , slots = 0, seats = 0] = head.split(/\s+/).map(Number)
  const index = new Map(rest.slice(0, exams).map((line, at) => [line.split(/\s+/)[0]!, at]))
  const own = Map.groupBy(
    rest.slice(exams).map((line) => line.split(/\s+/)),
    ([student]) => student,
  )
  const students = [...own.values()].map((list) => [...new Set(list.map(([, exam]) => index.get(exam!)!))])
  const sizes = new Int32Array(exams)
  for (const taken of students) for (const exam of taken) sizes[exam]!++
  return {exams, students, slots, seats, sizes, scenarios: scenariosIn(lines(`${name}-alldis`), slots)}
}

/** Seats that each slot loses, by scenario: a number alone begins the next one. */
function scenariosIn(lines: readonly string[], slots: number): Int32Array[] {
  const scenarios: Int32Array[] = []
  for (const line of lines.slice(1)) {
    const [, slot, lost] = /^S\((\d+),-?(\d+)\)$/.exec(line) ?? []
    if (slot === undefined) scenarios.push(new Int32Array(slots))
    else scenarios.at(-1)![Number(slot) - 1] = Number(lost)
  }
  return scenarios
}

const LADDER = [0, 16, 8, 4, 2, 1]

/** All seats of a slot are one room, which exams share. */
export function scettTimetable(
  {exams, students, slots, seats, sizes}: ScettInstance,
  lost: Int32Array,
  own: (exam: number, slot: number) => number = () => 0,
): Timetable {
  return timetableOf({
    items: exams,
    slots,
    pairs: sharedStudents(exams, students),
    near: (a, b) => LADDER[Math.abs(a - b)] ?? 0,
    own,
    rooms: {
      rooms: 1,
      seats: Int32Array.from({length: slots}, (_, slot) => seats - lost[slot]!),
      shared: true,
      parts: Int32Array.from({length: exams + 1}, (_, exam) => exam),
      sizes,
      durations: new Uint8Array(exams),
      alone: new Uint8Array(exams),
      cost: new Int32Array(exams),
      classes: 1,
      mixed: 0,
      spans: new Uint8Array(exams).fill(1),
      ends: Int32Array.from({length: slots}, (_, slot) => slot + 1),
    },
  })
}

/** Seats that are short in the fullest slot. */
export function seatsShort({seats, sizes, slots}: ScettInstance, lost: Int32Array, slotOf: Int32Array): number {
  const taken = new Int32Array(slots)
  for (const [exam, slot] of slotOf.entries()) taken[slot]! += sizes[exam]!
  return Math.max(...taken.map((used, slot) => used - (seats - lost[slot]!)))
}
