import {readFileSync} from 'node:fs'
import {timetableOf, type Timetable} from '../../../src/planning/engine/timetable/model.ts'
import {sharedStudents} from './toronto.ts'

/** The peer's cost after 60 s on a machine like this, its published best of ten, and the best average in published tables. */
export const ITC2007 = {
  1: {peer: 4565, best: 4370, average: 3927},
  2: {peer: 415, best: 400, average: 404},
  3: {peer: 9670, best: 10_049, average: 8012},
  4: {peer: 18_902, best: 18_141, average: 12_993},
} as const
export type ItcSet = keyof typeof ITC2007

export type ItcInstance = Readonly<{
  exams: readonly Readonly<{minutes: number; students: readonly number[]}>[]
  periods: readonly Readonly<{day: string; minutes: number; penalty: number}>[]
  rooms: readonly Readonly<{seats: number; penalty: number}>[]
  after: readonly (readonly [number, number])[]
  together: readonly (readonly [number, number])[]
  apart: readonly (readonly [number, number])[]
  alone: readonly number[]
  weights: Readonly<{
    row: number
    day: number
    spread: number
    mixed: number
    large: number
    last: number
    front: number
  }>
}>

export function readItc(folder: string, set: number): ItcInstance {
  const sections = new Map<string, string[][]>()
  let current: string[][] = []
  for (const line of readFileSync(`${folder}/exam_comp_set${set}.exam`, 'utf8').split(/\r?\n/)) {
    const title = /^\[(\w+)/.exec(line)?.[1]
    if (title) sections.set(title, (current = []))
    else if (line.trim() !== '') current.push(line.split(',').map((cell) => cell.trim()))
  }
  const rows = (title: string): string[][] => sections.get(title) ?? []
  const bound = (kind: string): [number, number][] =>
    rows('PeriodHardConstraints').flatMap(([a, what, b]) => (what === kind ? [[Number(a), Number(b)]] : []))
  const weight = (name: string): number[] =>
    rows('InstitutionalWeightings')
      .find(([which]) => which === name)!
      .slice(1)
      .map(Number)
  const [large = 0, last = 0, front = 0] = weight('FRONTLOAD')
  return {
    exams: rows('Exams').map(([minutes, ...students]) => ({minutes: Number(minutes), students: students.map(Number)})),
    periods: rows('Periods').map(([day, , minutes, penalty]) => ({
      day: day!,
      minutes: Number(minutes),
      penalty: Number(penalty),
    })),
    rooms: rows('Rooms').map(([seats, penalty]) => ({seats: Number(seats), penalty: Number(penalty)})),
    after: bound('AFTER'),
    together: bound('EXAM_COINCIDENCE'),
    apart: bound('EXCLUSION'),
    alone: rows('RoomHardConstraints').map(([exam]) => Number(exam)),
    weights: {
      row: weight('TWOINAROW')[0]!,
      day: weight('TWOINADAY')[0]!,
      spread: weight('PERIODSPREAD')[0]!,
      mixed: weight('NONMIXEDDURATIONS')[0]!,
      large,
      last,
      front,
    },
  }
}

/** Exams that coincide are one item with several parts; `parts` names the exam of each part. */
export type ItcTimetable = Readonly<{timetable: Timetable; itemOf: Int32Array; partOf: Int32Array}>

export function itcTimetable(instance: ItcInstance): ItcTimetable {
  const {exams, periods, rooms, weights} = instance
  const itemOf = coinciding(instance)
  const items = new Set(itemOf).size
  const groups = Array.from({length: items}, (_, item) => [...exams.keys()].filter((exam) => itemOf[exam] === item))
  const parts = groups.flat()
  const partOf = new Int32Array(exams.length)
  for (const [part, exam] of parts.entries()) partOf[exam] = part
  const students = Map.groupBy(
    exams.flatMap(({students: own}, exam) => own.map((student) => ({student, item: itemOf[exam]!}))),
    ({student}) => student,
  )
  const pairs = sharedStudents(
    items,
    [...students.values()].map((own) => own.map(({item}) => item)),
  )
  const known = new Set(pairs.map(([a, b]) => a * items + b))
  for (const [x, y] of instance.apart) {
    const [a, b] = [Math.min(itemOf[x]!, itemOf[y]!), Math.max(itemOf[x]!, itemOf[y]!)]
    if (a !== b && !known.has(a * items + b)) pairs.push([a, b, 0])
  }
  const lengths = [...new Set(exams.map(({minutes}) => minutes))]
  const front = frontLoaded(instance)
  const alone = new Set(instance.alone)
  return {
    itemOf,
    partOf,
    timetable: timetableOf({
      items,
      slots: periods.length,
      pairs,
      near: (a, b) => closeness(instance, a, b),
      allowed: (item, period) => groups[item]!.every((exam) => exams[exam]!.minutes <= periods[period]!.minutes),
      own: (item, period) =>
        groups[item]!.length * periods[period]!.penalty +
        (period >= periods.length - weights.last
          ? groups[item]!.filter((exam) => front.has(exam)).length * weights.front
          : 0),
      orders: instance.after.map(([later, sooner]) => ({item: itemOf[later]!, after: itemOf[sooner]!})),
      rooms: {
        rooms: rooms.length,
        seats: Int32Array.from(periods.flatMap(() => rooms.map(({seats}) => seats))),
        shared: true,
        parts: Int32Array.from({length: items + 1}, (_, item) =>
          groups.slice(0, item).reduce((sum, own) => sum + own.length, 0),
        ),
        sizes: Int32Array.from(parts, (exam) => exams[exam]!.students.length),
        durations: Uint8Array.from(parts, (exam) => lengths.indexOf(exams[exam]!.minutes)),
        alone: Uint8Array.from(parts, (exam) => (alone.has(exam) ? 1 : 0)),
        cost: Int32Array.from(parts.flatMap(() => rooms.map(({penalty}) => penalty))),
        classes: lengths.length,
        mixed: weights.mixed,
        spans: new Uint8Array(parts.length).fill(1),
        ends: Int32Array.from(periods, (_, period) => period + 1),
      },
    }),
  }
}

function closeness({periods, weights}: ItcInstance, a: number, b: number): number {
  const distance = Math.abs(a - b)
  const sameDay = periods[a]!.day === periods[b]!.day ? (distance === 1 ? weights.row : weights.day) : 0
  return sameDay + (distance <= weights.spread ? 1 : 0)
}

function frontLoaded({exams, weights}: ItcInstance): Set<number> {
  const bySize = [...exams.keys()].toSorted((a, b) => exams[b]!.students.length - exams[a]!.students.length || a - b)
  return new Set(bySize.slice(0, weights.large))
}

/** Item of each exam; exams that share students do not coincide, whatever the file says (as its rules have it). */
function coinciding({exams, together}: ItcInstance): Int32Array {
  const root = [...exams.keys()]
  const find = (exam: number): number => (root[exam] === exam ? exam : find(root[exam]!))
  for (const [a, b] of together) {
    const own = new Set(exams[a]!.students)
    if (!exams[b]!.students.some((student) => own.has(student))) root[find(a)] = find(b)
  }
  const roots = [...new Set(exams.map((_, exam) => find(exam)))]
  return Int32Array.from(exams, (_, exam) => roots.indexOf(find(exam)))
}

/** The cost of a timetable by the competition's rules, straight from the file; -1 when it breaks a hard one. */
export function itcCost(instance: ItcInstance, periodOf: ArrayLike<number>, roomOf: ArrayLike<number>): number {
  const {exams, periods, rooms, weights} = instance
  const front = frontLoaded(instance)
  const inRoom = Map.groupBy(exams.keys(), (exam) => `${periodOf[exam]} ${roomOf[exam]}`)
  let cost = 0
  for (const [exam, {minutes}] of exams.entries()) {
    const period = periodOf[exam]!
    if (minutes > periods[period]!.minutes) return -1
    cost += periods[period]!.penalty + rooms[roomOf[exam]!]!.penalty
    if (front.has(exam) && period >= periods.length - weights.last) cost += weights.front
  }
  for (const own of inRoom.values()) {
    const persons = own.reduce((sum, exam) => sum + exams[exam]!.students.length, 0)
    if (persons > rooms[roomOf[own[0]!]!]!.seats) return -1
    if (own.length > 1 && own.some((exam) => instance.alone.includes(exam))) return -1
    cost += weights.mixed * (new Set(own.map((exam) => exams[exam]!.minutes)).size - 1)
  }
  for (const [later, sooner] of instance.after) if (periodOf[later]! <= periodOf[sooner]!) return -1
  for (const [a, b] of instance.apart) if (periodOf[a] === periodOf[b]) return -1
  for (const [a, b] of instance.together) {
    const own = new Set(exams[a]!.students)
    if (periodOf[a] !== periodOf[b] && !exams[b]!.students.some((student) => own.has(student))) return -1
  }
  const taken = new Map<number, number[]>()
  for (const [exam, {students}] of exams.entries())
    for (const student of students) taken.set(student, [...(taken.get(student) ?? []), periodOf[exam]!])
  for (const own of taken.values())
    for (const [i, a] of own.entries())
      for (const b of own.slice(i + 1)) {
        if (a === b) return -1
        cost += closeness(instance, a, b)
      }
  return cost
}
