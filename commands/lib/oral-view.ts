import type {OralSheet} from '../../src/planning/oral-sheet.ts'
import type {Cell, Out} from './out.ts'

export const ROSTER_TITLES = ['From', 'Until', 'Comes at', 'Exam', 'Student', 'Name', 'Examiners', 'Room'] as const

/** The rows of a roster, as a table or a file has them. */
export function rosterRows({slots}: OralSheet): (string | null)[][] {
  return slots.map(({from, until, comesAt, exam, student, name, examiners, room}) => [
    from,
    until,
    comesAt,
    exam,
    student,
    name,
    examiners.join(' '),
    room,
  ])
}

/** The roster of an oral session. */
export function showRoster(roster: OralSheet, out: Out): void {
  out.title(`${roster.session}, ${roster.on}: ${roster.free} of ${roster.slots.length} slots free`)
  const rows: Cell[][] = rosterRows(roster)
  out.table([...ROSTER_TITLES], rows, `No slots yet. Make them with: ontrac oral make ${roster.session}`)
}
