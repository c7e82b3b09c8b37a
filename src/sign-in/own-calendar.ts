import type {Access, Context} from '../context.ts'
import type {EnrolmentLine} from '../enrolment/store.ts'
import type {PersonId} from '../ids.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {dutyInWords} from '../letters/duty.ts'
import {LANGUAGES, type LetterAppointment, type Reader} from '../letters/letter.ts'
import {seatAppointment} from '../letters/seat.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import {dutyPlaces} from '../planning/rota/duty-letters.ts'
import type {Appointment} from '../ports.ts'

/** More than anybody has in the years that a store keeps. */
const MOST = 500
const TOLD = ['published', 'final', 'running', 'reported'] as const

/**
 * What somebody has to be at, for a calendar: his exams with his own time of ending, and his duties in sessions that are
 * published. A session that moves keeps its entry; one that is called off loses it.
 */
export async function ownCalendar(ctx: Context<LifecycleStores>): Promise<readonly Appointment[]> {
  const {person} = ctx.actor
  return ctx.read('calendar.read', async (stores, access) =>
    person === null ? [] : calendarOf(stores, access, person),
  )
}

/** The calendar of one person, whoever looks. */
export async function calendarOf(
  stores: LifecycleStores,
  {now}: Access,
  personId: PersonId,
): Promise<readonly Appointment[]> {
  const {name: school, language: usual, zone} = await theInstitution(stores)
  const {givenName, language} = await stores.persons.get(personId)
  const known = LANGUAGES.find((each) => each === (language ?? usual)) ?? 'nl'
  const reader: Reader = {language: known, name: givenName, school, zone, page: ''}
  const seats = await stores.enrolment.list({person: personId, limit: MOST})
  const all = [...seats.map((line) => examEntry(line, reader)), ...(await dutyEntries(stores, personId, reader))]
  return all
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    .map((entry) => ({...entry, sequence: 0, madeAt: now, zone}))
}

function examEntry(line: EnrolmentLine, reader: Reader): LetterAppointment {
  const {id, session, exam, examName, startsAt, endsAt, extraMinutes, room, location, place, aids} = line
  const exams = [{code: exam, name: examName || exam}]
  const at = {room: room ?? '', location: location ?? '', address: place}
  const seat = {uid: id, session, exams, startsAt, endsAt, extraMinutes, aids: [...aids], ...at}
  return seatAppointment(seat, reader, 'publish')
}

async function dutyEntries(
  stores: LifecycleStores,
  personId: PersonId,
  reader: Reader,
): Promise<readonly LetterAppointment[]> {
  const duties = await stores.duties.all({personId})
  const sessions = await stores.sessions.all({id: duties.map(({sessionId}) => sessionId), state: TOLD})
  const own = (await dutyPlaces(stores, sessions)).filter(({person}) => person === personId)
  return own.map(({duty, seat: {exams, ...seat}}) => {
    const what = dutyInWords({duty}, reader)
    return seatAppointment({...seat, exams: [...exams], extraMinutes: 0, aids: []}, reader, 'publish', what)
  })
}
