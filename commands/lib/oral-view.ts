import type {OralSheet} from '../../src/planning/orals/oral-sheet.ts'
import type {OralPlanSheet} from '../../src/planning/orals/oral-plan-sheet.ts'
import type {OralRoster} from '../../src/planning/orals/oral-roster.ts'
import type {Out} from './out.ts'

/** Why somebody found no time in an oral plan. */
const WHY = {
  'no-examiner': 'no examiner may hear it',
  'no-room': 'no room is free for half a day',
  'no-common-time': 'no examiner for it is there when the student is',
  full: 'all times that fit are taken',
} as const

/** A plan of orals: its sessions, who has no time and why, and what it costs beside what any plan costs. */
export function showOralPlan({code, period, state, sessions, slots, unplaced, costs}: OralPlanSheet, out: Out): void {
  out.title(code === '' ? `A plan of orals for period ${period}` : `Oral plan ${code} of period ${period}: ${state}`)
  out.table(
    ['Session', 'Day', 'From', 'Until', 'Room', 'Location', 'Examiners', 'Exams', 'Students', 'Pauses'],
    sessions.map((each) => [
      each.code,
      each.on,
      each.from,
      each.until,
      each.room,
      each.location,
      each.examiners.join(' '),
      each.exams.join(' '),
      each.students,
      each.pauses,
    ]),
    'It opens no session.',
  )
  out.line(`${slots.length} orals have a time; ${unplaced.length} have none.`)
  if (unplaced.length > 0)
    out.table(
      ['Registration', 'Student', 'Exam', 'Why it has no time'],
      unplaced.map((each) => [each.registration, each.student, each.exam, WHY[each.reason]]),
    )
  const {total, opening, idle, waiting, split, bound, gap} = costs
  out.table(
    ['Cost', 'Points'],
    [
      ['Examiners called in', opening],
      ['Examiners waiting', idle],
      ['Students waiting', waiting],
      ['Students on several days', split],
      ['Together', total],
      ['Any plan costs at least', bound],
    ],
  )
  if (unplaced.length === 0) out.line(`At most ${gap / 10} % above what is possible.`)
}

/** Times of students, examiners and rooms over the oral sessions of a period. */
export function showOralRoster({rows}: OralRoster, out: Out): void {
  out.table(
    ['Day', 'Comes at', 'From', 'Until', 'Exam', 'Student', 'Name', 'Examiners', 'Room', 'Session'],
    rows.map((row) => [
      row.on,
      row.comesAt,
      row.from,
      row.until,
      row.exam,
      row.student,
      row.name,
      row.examiners.join(' '),
      row.room,
      row.session,
    ]),
    'No orals.',
  )
}

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
    `No slots yet. Make them with: ontrac oral pattern ${session}`,
  )
}
