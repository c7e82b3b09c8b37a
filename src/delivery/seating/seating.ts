import type {SeatId} from '../../ids.ts'
import type {Room} from '../../institution/model.ts'
import type {SeatingProblem, SeatingWay} from '../../planning/engine/seating/seating-problem.ts'
import type {Session} from '../../planning/model.ts'
import type {Candidate} from '../lists/roster.ts'

/** A candidate's place in a room. */
export type SeatedCandidate = Readonly<{
  seat: string
  row: number
  column: number
  student: string
  name: string
  exams: readonly string[]
}>

/** Rows and columns of a room, and whether they were measured or guessed from its seats. */
export type RoomGrid = Readonly<{rows: number; columns: number; measured: boolean}>

/** The grid of a room; one whose rows and columns are not known is taken as nearly square. */
export function gridOf({
  rowCount,
  columnCount,
  examSeats,
}: Pick<Room, 'rowCount' | 'columnCount' | 'examSeats'>): RoomGrid {
  if (rowCount !== null && columnCount !== null) return {rows: rowCount, columns: columnCount, measured: true}
  const columns = Math.max(1, Math.ceil(Math.sqrt(examSeats)))
  return {rows: Math.max(1, Math.ceil(examSeats / columns)), columns, measured: false}
}

/** `C7` is the seventh place of the third row; rows beyond Z go on with AA. */
export function labelOf({columns}: Pick<RoomGrid, 'columns'>, place: number): string {
  const row = Math.floor(place / columns)
  const letter = (n: number): string => String.fromCodePoint(65 + n)
  const letters = row < 26 ? letter(row) : letter(Math.floor(row / 26) - 1) + letter(row % 26)
  return `${letters}${(place % columns) + 1}`
}

/** The place that a label names; undefined when it names none of this room. */
export function placeOf({rows, columns}: RoomGrid, label: string): number | undefined {
  const [, letters = '', digits = ''] = /^([A-Z]{1,2})(\d{1,3})$/.exec(label.trim().toUpperCase()) ?? []
  if (letters === '') return undefined
  const row = Array.from(letters).reduce((sum, each) => sum * 26 + (each.codePointAt(0) ?? 0) - 64, 0) - 1
  const column = Number(digits) - 1
  return row < rows && column >= 0 && column < columns ? row * columns + column : undefined
}

/** One student with all that he takes in a session, on one seat. */
export type Sitter = Readonly<{
  seatId: SeatId
  label: string | null
  student: string
  name: string
  exams: readonly string[]
}>

/** The students of a roster, each once, in its order. */
export function sittersOf(roster: readonly Candidate[], nameOf: (candidate: Candidate) => string): readonly Sitter[] {
  return [...Map.groupBy(roster, ({enrolment}) => enrolment.seatId)].map(([seatId, own]) => ({
    seatId,
    label: own[0]!.seat?.label ?? null,
    student: own[0]!.person.studentNumber ?? '',
    name: nameOf(own[0]!),
    exams: own.map(({exam}) => exam.code),
  }))
}

/** How somebody wants a room filled. */
export type SeatingWish = Readonly<{
  way: SeatingWay
  reserve: number
  closed: readonly number[]
  front: readonly string[]
  fixed: ReadonlyMap<string, number>
}>

/** The problem of a room: students with the same first exam are of one kind. */
export function seatingProblem(grid: RoomGrid, sitters: readonly Sitter[], wish: SeatingWish): SeatingProblem {
  const kinds = [...new Set(sitters.map(({exams}) => exams[0] ?? ''))]
  return {
    rows: grid.rows,
    columns: grid.columns,
    closed: wish.closed,
    candidates: sitters.map(({student, exams}) => ({
      key: student,
      kind: kinds.indexOf(exams[0] ?? ''),
      front: wish.front.includes(student),
      place: wish.fixed.get(student) ?? null,
    })),
    way: wish.way,
    reserve: wish.reserve,
  }
}

/** A seating as people read it, by place. */
export type SeatingSheet = Readonly<{
  session: string
  on: Session['onDate']
  room: string
  grid: RoomGrid
  seats: readonly SeatedCandidate[]
  /** Places kept free for strays. */
  reserved: readonly string[]
  /** Students without a place in this room. */
  without: readonly string[]
  /** Pairs of neighbours with the same exam, and the fewest there can be. */
  sameNeighbours: number
  atLeast: number
}>
