import {z} from 'zod'
import {Remark} from './data.ts'
import {letter, texts} from './letter.ts'
import {dayOfSeat, examsInWords, SeatData, seatAppointment, seatFacts} from './seat.ts'

const TEXTS = texts({
  nl: {
    subject: (exams: string, day: string) => `Je bent uitgeschreven: ${exams} op ${day}`,
    byStudent: 'Je hebt je uitgeschreven. Je plek is vrijgegeven.',
    bySchool: 'Je bent uitgeschreven. Je plek is vrijgegeven.',
    reason: (reason: string) => `Reden: ${reason}`,
    stays: 'Je aanmelding blijft staan: je kunt op een ander moment worden ingeschreven.',
    ends: 'Ook je aanmelding is vervallen.',
  },
  en: {
    subject: (exams: string, day: string) => `You are no longer enrolled: ${exams} on ${day}`,
    byStudent: 'You have cancelled your enrolment. Your seat has been released.',
    bySchool: 'Your enrolment has been cancelled. Your seat has been released.',
    reason: (reason: string) => `Reason: ${reason}`,
    stays: 'Your registration remains: you can be enrolled at another time.',
    ends: 'Your registration has ended too.',
  },
})

/** To a student who gave up his seat or lost it. */
export const enrolmentCancelled = letter({
  name: 'enrolment-cancelled',
  data: z.object({
    seat: SeatData,
    by: z.enum(['student', 'school']),
    reason: Remark,
    /** Whether the registration stays open, to be placed again. */
    registrationStays: z.boolean().default(true),
  }),
  subject: ({seat}, reader) => TEXTS[reader.language].subject(examsInWords(seat, reader), dayOfSeat(seat, reader)),
  body: ({seat, by, reason, registrationStays}, reader) => {
    const t = TEXTS[reader.language]
    return [
      by === 'student' ? t.byStudent : t.bySchool,
      reason && t.reason(reason),
      seatFacts(seat, reader),
      registrationStays ? t.stays : t.ends,
    ]
  },
  appointment: ({seat}, reader) => seatAppointment(seat, reader, 'cancel'),
})
