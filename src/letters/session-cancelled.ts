import {z} from 'zod'
import {Remark} from './data.ts'
import {letter, texts} from './letter.ts'
import {dayOfSeat, examsInWords, SeatData, seatAppointment, seatFacts} from './seat.ts'

const TEXTS = texts({
  nl: {
    subject: (exams: string, day: string) => `Gaat niet door: ${exams} op ${day}`,
    student: 'Je examen gaat niet door op het geplande moment. Onze excuses daarvoor.',
    staff: 'Deze zitting gaat niet door. Je hoeft niet te komen.',
    reason: (reason: string) => `Reden: ${reason}`,
    next: 'Je aanmelding blijft staan. Je krijgt bericht zodra er een nieuw moment voor je is.',
  },
  en: {
    subject: (exams: string, day: string) => `Cancelled: ${exams} on ${day}`,
    student: 'Your exam does not take place at the planned time. We apologise.',
    staff: 'This session has been cancelled. You do not have to come.',
    reason: (reason: string) => `Reason: ${reason}`,
    next: 'Your registration remains. You will hear from us as soon as there is a new time for you.',
  },
})

/** To everybody who had a seat or a duty at a session that was called off. */
export const sessionCancelled = letter({
  name: 'session-cancelled',
  data: z.object({seat: SeatData, reason: Remark, audience: z.enum(['student', 'staff']).default('student')}),
  subject: ({seat}, reader) => TEXTS[reader.language].subject(examsInWords(seat, reader), dayOfSeat(seat, reader)),
  body: ({seat, reason, audience}, reader) => {
    const t = TEXTS[reader.language]
    return [t[audience], reason && t.reason(reason), seatFacts(seat, reader), audience === 'student' ? t.next : '']
  },
  appointment: ({seat}, reader) => seatAppointment(seat, reader, 'cancel'),
})
