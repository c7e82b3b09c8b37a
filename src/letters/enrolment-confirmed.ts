import {z} from 'zod'
import {cancelBlock, comeInTime} from './before-the-exam.ts'
import {InstantText} from './data.ts'
import {letter, texts} from './letter.ts'
import {dayOfSeat, examsInWords, SeatData, seatAppointment, seatFacts} from './seat.ts'

const TEXTS = texts({
  nl: {
    subject: (exams: string, day: string) => `Je bent ingeschreven: ${exams} op ${day}`,
    opening: 'Je bent ingeschreven. Dit zijn de gegevens van je examen.',
  },
  en: {
    subject: (exams: string, day: string) => `You are enrolled: ${exams} on ${day}`,
    opening: 'You are enrolled. These are the details of your exam.',
  },
})

/** To a student who got a seat; sent at once (features E3). */
export const enrolmentConfirmed = letter({
  name: 'enrolment-confirmed',
  data: z.object({
    seat: SeatData,
    idRequired: z.boolean().default(true),
    /** Later than this is not admitted; null when nothing is set. */
    lateMinutes: z.int().nullable().default(null),
    /** The student may cancel or move until then; null when he may not. */
    cancelUntil: InstantText.nullable().default(null),
  }),
  subject: ({seat}, reader) => TEXTS[reader.language].subject(examsInWords(seat, reader), dayOfSeat(seat, reader)),
  body: ({seat, ...rules}, reader) => [
    TEXTS[reader.language].opening,
    seatFacts(seat, reader),
    ...comeInTime(rules, reader),
    ...cancelBlock(rules.cancelUntil, reader),
  ],
  appointment: ({seat}, reader) => seatAppointment(seat, reader, 'request'),
})
