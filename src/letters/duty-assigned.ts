import {z} from 'zod'
import {Remark} from './data.ts'
import {letter, texts} from './letter.ts'
import {dayOfSeat, SeatData, seatAppointment, seatFacts, startOfSeat} from './seat.ts'

const DUTIES = texts({
  nl: {
    lead: 'afnameleider',
    invigilator: 'surveillant',
    assessor: 'beoordelaar',
    'exam-leader': 'examenleider',
    actor: 'acteur',
  },
  en: {
    lead: 'session lead',
    invigilator: 'invigilator',
    assessor: 'assessor',
    'exam-leader': 'exam leader',
    actor: 'actor',
  },
})

const TEXTS = texts({
  nl: {
    subject: (duty: string, start: string) => `Ingedeeld als ${duty}: ${start}`,
    opening: (duty: string, day: string) => `Je bent op ${day} ingedeeld als ${duty}.`,
    remark: (remark: string) => `Opmerking: ${remark}`,
    unable: 'Kun je niet? Laat het dan zo snel mogelijk weten aan het examenbureau.',
    page: 'Bekijk je rooster',
    calendar: (duty: string) => `Examen (${duty})`,
  },
  en: {
    subject: (duty: string, start: string) => `Assigned as ${duty}: ${start}`,
    opening: (duty: string, day: string) => `You have been assigned as ${duty} on ${day}.`,
    remark: (remark: string) => `Remark: ${remark}`,
    unable: 'Can’t make it? Please tell the exam office as soon as you can.',
    page: 'See your roster',
    calendar: (duty: string) => `Exam (${duty})`,
  },
})

/** To an employee or external who works at a session. */
export const dutyAssigned = letter({
  name: 'duty-assigned',
  data: z.object({
    duty: z.enum(['lead', 'invigilator', 'assessor', 'exam-leader', 'actor']),
    /** Where and when, with the uid of the duty; has no extra minutes or aids. */
    seat: SeatData,
    remark: Remark,
  }),
  subject: ({duty, seat}, reader) =>
    TEXTS[reader.language].subject(DUTIES[reader.language][duty], startOfSeat(seat, reader)),
  body: ({duty, seat, remark}, reader) => {
    const t = TEXTS[reader.language]
    return [
      t.opening(DUTIES[reader.language][duty], dayOfSeat(seat, reader)),
      seatFacts(seat, reader),
      remark && t.remark(remark),
      reader.page === '' ? '' : {link: t.page, to: reader.page},
      t.unable,
    ]
  },
  appointment: ({duty, seat}, reader) =>
    seatAppointment(seat, reader, 'request', TEXTS[reader.language].calendar(DUTIES[reader.language][duty])),
})
