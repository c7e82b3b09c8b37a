import {z} from 'zod'
import {cancelBlock, comeInTime} from './before-the-exam.ts'
import {InstantText, Remark} from './data.ts'
import {letter, texts} from './letter.ts'
import {examsInWords, SeatData, seatAppointment, seatFacts, seatLine, startOfSeat} from './seat.ts'

const TEXTS = texts({
  nl: {
    subject: (exams: string, start: string) => `Je examen is verplaatst: ${exams} naar ${start}`,
    opening: 'Je examen is verplaatst. Dit zijn de nieuwe gegevens; de oude gelden niet meer.',
    before: (line: string) => `Eerder gepland: ${line}.`,
    reason: (reason: string) => `Reden: ${reason}`,
  },
  en: {
    subject: (exams: string, start: string) => `Your exam has moved: ${exams} to ${start}`,
    opening: 'Your exam has moved. These are the new details; the old ones no longer hold.',
    before: (line: string) => `Planned before: ${line}.`,
    reason: (reason: string) => `Reason: ${reason}`,
  },
})

/** To a student whose seat was moved, by himself or by the school: one change, one mail (features E7). */
export const enrolmentMoved = letter({
  name: 'enrolment-moved',
  data: z.object({
    before: SeatData,
    /** Has the uid of `before`, so that calendars replace the appointment. */
    after: SeatData,
    reason: Remark,
    idRequired: z.boolean().default(true),
    lateMinutes: z.int().nullable().default(null),
    cancelUntil: InstantText.nullable().default(null),
  }),
  subject: ({after}, reader) => TEXTS[reader.language].subject(examsInWords(after, reader), startOfSeat(after, reader)),
  body: ({before, after, reason, ...rules}, reader) => {
    const t = TEXTS[reader.language]
    return [
      t.opening,
      seatFacts(after, reader),
      t.before(seatLine(before, reader)),
      reason && t.reason(reason),
      ...comeInTime(rules, reader),
      ...cancelBlock(rules.cancelUntil, reader),
    ]
  },
  appointment: ({before, after}, reader) => seatAppointment({...after, uid: before.uid}, reader, 'request'),
})
