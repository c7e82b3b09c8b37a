import {z} from 'zod'
import {letter, texts} from './letter.ts'
import {dayOfSeat, examsInWords, SeatData, seatFacts} from './seat.ts'

const TEXTS = texts({
  nl: {
    subject: (exams: string, day: string) => `Je staat op de wachtlijst: ${exams} op ${day}`,
    opening: 'Alle plekken zijn bezet. Je staat op de wachtlijst voor dit examen.',
    position: (position: number) => `Op dit moment sta je op plaats ${position}.`,
    next: 'Komt er een plek vrij, dan krijg je een mail en houden we die plek enige tijd voor je vast.',
  },
  en: {
    subject: (exams: string, day: string) => `You are on the waiting list: ${exams} on ${day}`,
    opening: 'All seats are taken. You are on the waiting list for this exam.',
    position: (position: number) => `At this moment you are number ${position}.`,
    next: 'When a seat becomes free you will get a mail, and we will hold that seat for you for some time.',
  },
})

/** To a student who waits for a seat in a full session. */
export const waitingListJoined = letter({
  name: 'waiting-list-joined',
  data: z.object({
    /** The seat that is waited for. */
    seat: SeatData,
    /** 1 is next; null says nothing about it. */
    position: z.int().min(1).nullable().default(null),
  }),
  subject: ({seat}, reader) => TEXTS[reader.language].subject(examsInWords(seat, reader), dayOfSeat(seat, reader)),
  body: ({seat, position}, reader) => {
    const t = TEXTS[reader.language]
    return [t.opening, seatFacts(seat, reader), position === null ? '' : t.position(position), t.next]
  },
})
