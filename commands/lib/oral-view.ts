import type {OralSheet} from '../../src/planning/oral-sheet.ts'
import type {Out} from './out.ts'

/** The roster of an oral session. */
export function showRoster({session, on, free, slots}: OralSheet, out: Out): void {
  out.title(`${session}, ${on}: ${free} of ${slots.length} slots free`)
  out.table(
    ['From', 'Until', 'Comes at', 'Exam', 'Student', 'Name', 'Examiners', 'Room'],
    slots.map((slot) => [
      slot.from,
      slot.until,
      slot.comesAt,
      slot.exam,
      slot.student,
      slot.name,
      slot.examiners.join(' '),
      slot.room,
    ]),
    `No slots yet. Make them with: ontrac oral make ${session}`,
  )
}
