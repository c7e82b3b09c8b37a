import {z} from 'zod'
import {Remark} from './data.ts'
import {DutyData, dutyInWords, dutyLine} from './duty.ts'
import {letter, texts} from './letter.ts'
import {dayOfSeat, seatAppointment, seatFacts, startOfSeat} from './seat.ts'

const TEXTS = texts({
  nl: {
    subject: (duty: string, start: string) => `Niet meer ingedeeld als ${duty}: ${start}`,
    opening: (duty: string, day: string) =>
      `Je bent op ${day} niet meer ingedeeld als ${duty}. Je hoeft niet te komen.`,
    subjects: (count: number) => `Niet meer ingedeeld bij ${count} zittingen`,
    openings: (count: number) => `Je bent niet meer ingedeeld bij deze ${count} zittingen. Je hoeft niet te komen.`,
    remark: (remark: string) => `Opmerking: ${remark}`,
  },
  en: {
    subject: (duty: string, start: string) => `No longer assigned as ${duty}: ${start}`,
    opening: (duty: string, day: string) => `You are no longer assigned as ${duty} on ${day}. You do not have to come.`,
    subjects: (count: number) => `No longer assigned to ${count} sessions`,
    openings: (count: number) => `You are no longer assigned to these ${count} sessions. You do not have to come.`,
    remark: (remark: string) => `Remark: ${remark}`,
  },
})

/** To somebody who was told of a duty and no longer has it, while the session itself goes on or is planned anew. */
export const dutyEnded = letter({
  name: 'duty-ended',
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
    ]
  },
  appointment: ({duties: [first, ...more]}, reader) =>
    more.length > 0 ? undefined : seatAppointment(first.seat, reader, 'cancel'),
})
