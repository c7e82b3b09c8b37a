import type {Access} from '../../context.ts'
import {takeSeat} from '../../enrolment/seats/change-seats.ts'
import {type Claim, decide} from '../../enrolment/seats/claim.ts'
import {type Desk, openDesks} from '../../enrolment/desks.ts'
import {openBook, type SeatBook, seatKey} from '../../enrolment/seats/seat-book.ts'
import type {HeldSeat} from '../../enrolment/store.ts'
import type {EnrolmentId, PersonId, SeatId, SessionId} from '../../ids.ts'
import type {Json} from '../../json.ts'
import type {Session} from '../../planning/model.ts'
import type {Availability} from '../../planning/store.ts'
import type {Registration} from '../../registration/model.ts'
import {pairKey} from '../../registration/registration-facts.ts'
import {code, form} from '../cells.ts'
import {type EnrolmentItem, enrolmentWork, termsOf} from '../enrolment-work.ts'
import {type Complaint, required, type RowOf} from '../field.ts'
import {type Decision, importKind, type Planner, type ReadRow, type Start} from '../import-kind.ts'
import {activeByCode, type Named, unknown} from '../look-up.ts'
import type {ImportStores} from '../store.ts'
import {namingComplaints, type StudentsAndExams, studentsAndExams} from '../students-and-exams.ts'

const FIELDS = {
  student: required('studentnummer student_number', form(/^\S{1,20}$/, 'a student number')),
  exam: required('examen exam', code),
  session: required('zitting session', form(/^\S{1,60}$/, 'a session code')),
}
type Row = RowOf<typeof FIELDS>

/** Who takes which exam in which session, by the same rules as one by one; in the order of the file, while seats last. */
export const enrolments = importKind({
  name: 'enrolments',
  deed: 'enrolment.add',
  fields: FIELDS,
  // A step holds its sessions and confirms each seat by letter.
  stepRows: 250,
  key: ({student, exam}) => `${student} ${exam}`,
  begin: planEnrolments,
  work: enrolmentWork,
})

/** What earlier rows of the file leave for the next: seats taken so far, and the time of those who took them. */
type Carried = Readonly<{
  desks: Map<SessionId, Desk>
  seats: Map<string, HeldSeat>
  availability: Map<PersonId, Availability>
}>

function planEnrolments(start: Start): Planner<Row> {
  const carried: Carried = {desks: new Map(), seats: new Map(), availability: new Map()}
  return {
    async decide(stores, access, rows) {
      const known = await lookUp(stores, rows)
      const asked = rows.map(({line, row}) => askedBy(line, row, known))
      const book = await bookFor(stores, access, asked, carried)
      return asked.map((one) => ('does' in one ? one : seat(book, one, access, start, carried)))
    },
  }
}

type Known = StudentsAndExams & Readonly<{sessions: Named<Session>; open: ReadonlyMap<string, Registration>}>
type Asked = Readonly<{line: number; about: string; registration: Registration; session: Session}>

async function lookUp(stores: ImportStores, rows: readonly ReadRow<Row>[]): Promise<Known> {
  const named = await studentsAndExams(stores, rows)
  const personId = [...named.students.values()].map(({id}) => id)
  const examId = [...named.exams.values()].map(({id}) => id)
  const sessions = await activeByCode(
    stores.sessions,
    'code',
    rows.map(({row}) => row.session),
  )
  const open = await stores.registrations.all({personId, examId})
  return {...named, sessions, open: new Map(open.map((row) => [pairKey(row), row]))}
}

function askedBy(line: number, row: Row, known: Known): Asked | Decision {
  const about = `Student ${row.student} for ${row.exam} in ${row.session}`
  const session = known.sessions.get(row.session)
  const [person, exam] = [known.students.get(row.student), known.exams.get(row.exam)]
  const registration = person && exam && known.open.get(pairKey({personId: person.id, examId: exam.id}))
  if (session && registration) return {line, about, registration, session}
  const complaints: readonly Complaint[] = [
    ...namingComplaints(row, known),
    ...(session ? [] : [unknown('session', 'session', row.session, 'session list')]),
    ...(person && exam && !registration ? [notRegistered(row)] : []),
  ]
  return {line, about, does: 'bad', complaints}
}

function notRegistered({student, exam}: Row): Complaint {
  return {
    code: 'enrolment.no-registration',
    message: `Student ${student} is not registered for ${exam}; register first with: ontrac registration add`,
    field: 'exam',
  }
}

/** A book on top of what earlier rows of the file took. */
async function bookFor(
  stores: ImportStores,
  {now}: Access,
  asked: readonly (Asked | Decision)[],
  carried: Carried,
): Promise<SeatBook> {
  const seated = asked.flatMap((one) => ('does' in one ? [] : [one]))
  const registrations = [...new Set(seated.map(({registration}) => registration.id))]
  const waits = await stores.enrolment.waitingPlaces(registrations)
  const sessions = [...seated.map(({session}) => session.id), ...waits.map(({sessionId}) => sessionId)]
  const fresh = [...new Set(sessions)].filter((id) => !carried.desks.has(id))
  for (const [id, desk] of await openDesks(stores, fresh)) carried.desks.set(id, desk)
  const book = await openBook(stores, now, {registrations, sessions: [...carried.desks.keys()]}, carried.desks)
  for (const [key, held] of carried.seats) book.seats.set(key, held)
  for (const {registration} of seated) {
    const known = carried.availability.get(registration.personId)
    if (known) book.availability.set(registration.personId, known)
  }
  return book
}

function seat(
  book: SeatBook,
  {line, about, registration, session}: Asked,
  access: Access,
  {ids, options}: Start,
  carried: Carried,
): Decision {
  if (book.enrolments.get(registration.id)?.sessionId === session.id) return {line, about, does: 'same'}
  const item: EnrolmentItem = {
    line,
    registrationId: registration.id,
    personId: registration.personId,
    sessionId: session.id,
    enrolmentId: ids.next<EnrolmentId>(),
    seatId: ids.next<SeatId>(),
  }
  const claim: Claim = {...item, source: 'office', terms: termsOf(access, options)}
  const decision = decide(book, claim)
  if ('reasons' in decision) return {line, about, does: 'bad', complaints: decision.reasons}
  takeSeat(book, claim, decision.grant, null)
  keep(carried, book, session.id, registration.personId)
  return {line, about, does: 'add', item: item as unknown as Json}
}

function keep(carried: Carried, book: SeatBook, session: SessionId, person: PersonId): void {
  const [desk, held] = [book.desks.get(session), book.seats.get(seatKey(session, person))]
  const availability = book.availability.get(person)
  if (desk) carried.desks.set(session, desk)
  if (held) carried.seats.set(seatKey(session, person), held)
  if (availability) carried.availability.set(person, availability)
}
