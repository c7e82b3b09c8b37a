import {z} from 'zod'
import {ExamName, InstantText} from './data.ts'
import {type Facts, type LetterAppointment, type Reader, texts} from './letter.ts'
import {dateInWords, examLabel, hoursInWords, listInWords, momentInWords} from './words.ts'

/**
 * A place and time at a session, for one person. The place is a room at a location or an address outside the school;
 * what is not known is left empty.
 */
export const SeatData = z.object({
  /** Names the appointment in calendars: stays the same when the seat is moved (the id of the first registration). */
  uid: z.string().min(1),
  /** The session's code. */
  session: z.string().default(''),
  /** In the order in which they are taken. */
  exams: z.array(ExamName).min(1),
  startsAt: InstantText,
  /** The end for this person: extra time included. */
  endsAt: InstantText,
  extraMinutes: z.int().min(0).default(0),
  aids: z.array(z.string()).default([]),
  room: z.string().default(''),
  location: z.string().default(''),
  address: z.string().default(''),
})
export type SeatData = z.output<typeof SeatData>

const TEXTS = texts({
  nl: {
    date: 'Datum',
    time: 'Tijd',
    extra: (minutes: number) => `, inclusief ${minutes} minuten extra tijd`,
    aids: 'Hulpmiddelen',
    room: 'Lokaal',
    location: 'Locatie',
    address: 'Adres',
    session: 'Zitting',
    inRoom: (room: string) => `lokaal ${room}`,
    exam: 'Examen',
  },
  en: {
    date: 'Date',
    time: 'Time',
    extra: (minutes: number) => `, including ${minutes} minutes of extra time`,
    aids: 'Aids',
    room: 'Room',
    location: 'Location',
    address: 'Address',
    session: 'Session',
    inRoom: (room: string) => `room ${room}`,
    exam: 'Exam',
  },
})

/** The exams of a seat, as one says them: "Nederlands 2F lezen en luisteren". */
export function examsInWords({exams}: Pick<SeatData, 'exams'>, {language}: Reader): string {
  return listInWords(
    exams.map(({name}) => name),
    language,
  )
}

/** The day of a seat, in words. */
export function dayOfSeat({startsAt}: SeatData, {zone, language}: Reader): string {
  return dateInWords(startsAt, zone, language)
}

/** When a seat is taken: "maandag 30 november 2026 om 09:00 uur". */
export function startOfSeat({startsAt}: SeatData, {zone, language}: Reader): string {
  return momentInWords(startsAt, zone, language)
}

/** Everything a person must know to be there in time. */
export function seatFacts(seat: SeatData, reader: Reader): Facts {
  const {language, zone} = reader
  const t = TEXTS[language]
  const hours = hoursInWords(seat.startsAt, seat.endsAt, zone, language)
  const facts: [string, string][] = [
    [examLabel(seat.exams.length, language), examsInWords(seat, reader)],
    [t.date, dayOfSeat(seat, reader)],
    [t.time, seat.extraMinutes > 0 ? hours + t.extra(seat.extraMinutes) : hours],
    [t.aids, listInWords(seat.aids, language)],
    [t.room, seat.room],
    [t.location, seat.location],
    [t.address, seat.address],
    [t.session, seat.session],
  ]
  return {facts: facts.filter(([, value]) => value !== '')}
}

/** A seat in one line, for what was: "maandag 30 november 2026, 09:00 tot 10:30 uur, lokaal B104, Centrum". */
export function seatLine(seat: SeatData, reader: Reader): string {
  const hours = hoursInWords(seat.startsAt, seat.endsAt, reader.zone, reader.language)
  return [dayOfSeat(seat, reader), hours, ...placeOf(seat, reader)].join(', ')
}

/** The seat in the person's own calendar. */
export function seatAppointment(
  seat: SeatData,
  reader: Reader,
  method: LetterAppointment['method'],
  what: string = TEXTS[reader.language].exam,
): LetterAppointment {
  const {uid, startsAt, endsAt, address} = seat
  const lines = seatFacts(seat, reader).facts.map(([label, value]) => `${label}: ${value}`)
  const location = [...new Set([...placeOf(seat, reader), address])].filter(Boolean).join(', ')
  const summary = `${what}: ${examsInWords(seat, reader)}`
  return {uid, startsAt, endsAt, summary, description: lines.join('\n'), location, method}
}

function placeOf({room, location, address}: SeatData, {language}: Reader): string[] {
  const inside = [room && TEXTS[language].inRoom(room), location].filter(Boolean)
  return inside.length > 0 ? inside : [address].filter(Boolean)
}
