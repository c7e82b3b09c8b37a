import type {SeatedExam} from '../../src/enrolment/seats/seated-exam.ts'

/** When and where somebody takes an exam, in words: "2026-11-30, 09:00 to 10:30, B104, NOORD". */
export function placeOf({on, from, until, room, location, place}: SeatedExam): string {
  return [on, `${from} to ${until}`, room, location, place].filter(Boolean).join(', ')
}
