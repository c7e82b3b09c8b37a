import {readFileSync} from 'node:fs'
import {timetableOf, type Timetable} from '../../../src/planning/engine/timetable/model.ts'

/** Slots of each instance, exams in its largest clique, the best cost in published tables, and the peer's after 60 s. */
export const TORONTO = {
  'hec-s-92': {slots: 18, least: 17, best: 10.03, peer: 10.707},
  'sta-f-83': {slots: 13, least: 13, best: 157.03, peer: 163.033},
  'ute-s-92': {slots: 10, least: 10, best: 24.77, peer: 25.906},
  'ear-f-83': {slots: 24, least: 21, best: 32.48, peer: 37.005},
  'kfu-s-93': {slots: 20, least: 19, best: 12.81, peer: 15.296},
  'rye-s-93': {slots: 23, least: 21, best: 7.89, peer: 9.795},
  'car-s-91': {slots: 35, least: 23, best: 4.37, peer: 5.108},
  'pur-s-93': {slots: 42, least: 29, best: 4.1, peer: 4.937},
} as const
export type TorontoName = keyof typeof TORONTO

export type TorontoInstance = Readonly<{exams: number; students: readonly (readonly number[])[]}>

/** Reads an instance: exams by their place in the `.crs` file, and the exams of each student. */
export function readToronto(folder: string, name: string): TorontoInstance {
  const lines = (ending: string): string[] =>
    readFileSync(`${folder}/${name}.${ending}`, 'utf8')
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '')
  const index = new Map(lines('crs').map((line, at) => [line.split(/\s+/)[0]!, at]))
  return {
    exams: index.size,
    students: lines('stu').map((line) => [...new Set(line.split(/\s+/))].map((exam) => index.get(exam)!)),
  }
}

/** The pairs of exams that share students, with how many. */
export function sharedStudents(exams: number, students: readonly (readonly number[])[]): [number, number, number][] {
  const shared = new Map<number, number>()
  for (const own of students) {
    for (const a of own) for (const b of own) if (a < b) shared.set(a * exams + b, (shared.get(a * exams + b) ?? 0) + 1)
  }
  return [...shared].map(([key, count]) => [Math.floor(key / exams), key % exams, count])
}

const LADDER = [0, 16, 8, 4, 2, 1]

export function torontoTimetable({exams, students}: TorontoInstance, slots: number): Timetable {
  return timetableOf({
    items: exams,
    slots,
    pairs: sharedStudents(exams, students),
    near: (a, b) => LADDER[Math.abs(a - b)] ?? 0,
  })
}

/** The cost of a timetable, straight from the students; -1 when somebody sits twice in a slot. */
export function torontoCost({students}: TorontoInstance, slotOf: ArrayLike<number>): number {
  let cost = 0
  for (const own of students) {
    for (const [i, a] of own.entries()) {
      for (const b of own.slice(i + 1)) {
        const distance = Math.abs(slotOf[a]! - slotOf[b]!)
        if (distance === 0) return -1
        cost += LADDER[distance] ?? 0
      }
    }
  }
  return cost / students.length
}
