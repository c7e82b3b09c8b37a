import {z} from 'zod'
import {Remark} from './data.ts'
import {DutyData, dutyInWords, dutyLine} from './duty.ts'
import {letter, texts} from './letter.ts'
import {dayOfSeat, seatAppointment, seatFacts, startOfSeat} from './seat.ts'

const TEXTS = texts({
  nl: {
    subject: (duty: string, start: string) => `Ingedeeld als ${duty}: ${start}`,
    opening: (duty: string, day: string) => `Je bent op ${day} ingedeeld als ${duty}.`,
    subjects: (count: number) => `Ingedeeld bij ${count} zittingen`,
    openings: (count: number) => `Je bent ingedeeld bij ${count} zittingen.`,
    remark: (remark: string) => `Opmerking: ${remark}`,
    unable: 'Kun je niet? Laat het dan zo snel mogelijk weten aan het examenbureau.',
    page: 'Bekijk je rooster',
    calendar: (duty: string) => `Examen (${duty})`,
  },
  en: {
    subject: (duty: string, start: string) => `Assigned as ${duty}: ${start}`,
    opening: (duty: string, day: string) => `You have been assigned as ${duty} on ${day}.`,
    subjects: (count: number) => `Assigned to ${count} sessions`,
    openings: (count: number) => `You have been assigned to ${count} sessions.`,
    remark: (remark: string) => `Remark: ${remark}`,
    unable: 'Can’t make it? Please tell the exam office as soon as you can.',
    page: 'See your roster',
    calendar: (duty: string) => `Exam (${duty})`,
  },
})

/** To an employee or external who works at one session or several: all that one deed gave him (feature P7). */
export const dutyAssigned = letter({
  name: 'duty-assigned',
  data: z.object({duties: z.tuple([DutyData], DutyData), remark: Remark}),
  subject: ({duties: [first, ...more]}, reader) => {
    const t = TEXTS[reader.language]
    if (more.length > 0) return t.subjects(more.length + 1)
    return t.subject(dutyInWords(first, reader), startOfSeat(first.seat, reader))
  },
  body: ({duties, remark}, reader) => {
    const t = TEXTS[reader.language]
    const [first, ...more] = duties
    return [
      more.length > 0
        ? t.openings(duties.length)
        : t.opening(dutyInWords(first, reader), dayOfSeat(first.seat, reader)),
      more.length > 0 ? {list: duties.map((each) => dutyLine(each, reader))} : seatFacts(first.seat, reader),
      remark && t.remark(remark),
      reader.page === '' ? '' : {link: t.page, to: reader.page},
      t.unable,
    ]
  },
  // A mail carries one appointment; the roster of several stands in the letter.
  appointment: ({duties: [first, ...more]}, reader) =>
    more.length > 0
      ? undefined
      : seatAppointment(first.seat, reader, 'request', TEXTS[reader.language].calendar(dutyInWords(first, reader))),
})
