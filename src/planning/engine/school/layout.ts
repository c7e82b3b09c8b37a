import type {Problem, Stretch} from '../problem.ts'
import {bundle, type BundleLists} from './clusters.ts'
import {columnsOf, type Columns} from './columns.ts'

/*
 * A school's problem as typed arrays. A bundle is what one student takes on one seat; a column is a start at which sessions
 * are planned, one or more to a day part; a family is a set of exams whose bundles may sit in one session.
 */

export type Layout = Readonly<{
  problem: Problem
  columns: Columns
  bundles: BundleLists
  /** Student × column: minutes for which he can be there from the start on, what he has elsewhere taken off. */
  studentMinutes: Int16Array
  /** Exam × column: minutes of its windows from the start on. */
  examMinutes: Int16Array
  /** Room × column: minutes for which the room is free. */
  roomMinutes: Int16Array
  /** Class of needs × room: whether the room has what is needed. */
  suits: Uint8Array
  /** Leads there at the start of each column; -1 where the school plans no staff. */
  leads: Int32Array
}>

/** Lays out a problem; what does not depend on a search is computed once. */
export function layoutOf(problem: Problem): Layout {
  const bundles = bundle(problem)
  const columns = columnsOf(problem, bundles)
  const {count, from, end} = columns
  const minutesIn = (open: readonly Stretch[], shut: readonly Stretch[], column: number): number => {
    const start = from[column]!
    let until = start
    for (const [opens, closes] of open) if (opens <= start && start < closes) until = Math.max(until, closes)
    for (const [shuts, opens] of shut) {
      if (shuts <= start && start < opens) return 0
      if (start < shuts && shuts < until) until = shuts
    }
    return Math.min(until, end[column]!) - start
  }
  const table = (rows: number, value: (row: number, column: number) => number): Int16Array => {
    const made = new Int16Array(rows * count)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < count; column++) made[row * count + column] = value(row, column)
    return made
  }
  const always: readonly Stretch[] = [[Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]]
  const stays = problem.students.map((student) => student.stays.map(({from: a, to: b}): Stretch => [a, b]))
  return {
    problem,
    columns,
    bundles,
    studentMinutes: table(problem.students.length, (row, column) =>
      minutesIn(problem.students[row]!.free, stays[row]!, column),
    ),
    examMinutes: table(problem.exams.length, (row, column) => minutesIn(problem.exams[row]!.windows, [], column)),
    roomMinutes: table(problem.rooms.length, (row, column) => minutesIn(always, problem.rooms[row]!.busy, column)),
    suits: suitsOf(problem, bundles),
    leads: leadsOf(problem, columns),
  }
}

function suitsOf({rooms}: Problem, {classes}: BundleLists): Uint8Array {
  const suits = new Uint8Array(classes.length * rooms.length)
  for (const [index, {features, computer}] of classes.entries())
    for (const [room, {seats, computers, features: offered}] of rooms.entries())
      if (seats > 0 && (!computer || computers > 0) && features.every((feature) => offered.includes(feature)))
        suits[index * rooms.length + room] = 1
  return suits
}

function leadsOf({staff}: Problem, {count, from}: Columns): Int32Array {
  if (staff.length === 0) return new Int32Array(count).fill(-1)
  return Int32Array.from({length: count}, (_, column) => {
    const at = from[column]!
    return staff.filter(
      ({leads, free, stays}) =>
        leads &&
        free.some(([opens, closes]) => opens <= at && at < closes) &&
        stays.every((stay) => stay.to <= at || at < stay.from),
    ).length
  })
}

/** Whether a bundle's student and exams allow a start, what the plan gives him aside. */
export function canBeAt(
  {bundles, studentMinutes, examMinutes, columns}: Layout,
  which: number,
  column: number,
): boolean {
  const minutes = bundles.minutes[which]!
  const {count} = columns
  if (studentMinutes[bundles.student[which]! * count + column]! < minutes) return false
  for (let at = bundles.starts[which]!; at < bundles.starts[which + 1]!; at++)
    if (examMinutes[bundles.exams[at]! * count + column]! < minutes) return false
  return true
}
