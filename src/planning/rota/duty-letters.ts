import type {PersonId, SessionId} from '../../ids.ts'
import type {Location, Room} from '../../institution/model.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import type {Instant} from '../../time.ts'
import type {Session, SessionDuty} from '../model.ts'
import type {PlanningStores} from '../store.ts'

/** States in which those on duty have been told, so that a change is told too. */
const TOLD: readonly Session['state'][] = ['published', 'final', 'running']

/** Whether those on duty in a session have been told of it. */
export function isTold({state}: Pick<Session, 'state'>): boolean {
  return TOLD.includes(state)
}

/** What one person does at one session, as letters take it. */
export type DutyPlace = Readonly<{
  person: PersonId
  session: SessionId
  duty: SessionDuty['duty']
  seat: Readonly<{
    uid: string
    session: string
    exams: readonly Readonly<{code: string; name: string}>[]
    startsAt: Instant
    endsAt: Instant
    room: string
    location: string
    address: string
  }>
}>

/** Everybody's duties in these sessions as they stand, by start, in a fixed number of queries. */
export async function dutyPlaces(stores: PlanningStores, sessions: readonly Session[]): Promise<readonly DutyPlace[]> {
  const of = {sessionId: sessions.map(({id}) => id)}
  const offered = (await stores.sessionExams.all(of)).toSorted((a, b) => a.position - b.position)
  const exams = new Map(
    (await stores.exams.history({id: offered.map(({examId}) => examId)})).map((exam) => [exam.id, exam]),
  )
  const rooms = new Map((await stores.rooms.history()).map((room) => [room.id, room]))
  const locations = new Map((await stores.locations.history()).map((location) => [location.id, location]))
  const duties = Map.groupBy(await stores.duties.all(of), ({sessionId}) => sessionId)
  const inOrder = sessions.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0))
  return inOrder.flatMap((session) => {
    const place = {
      ...placeOf(session, rooms.get(session.roomId ?? ('' as Room['id'])), locations),
      exams: offered.flatMap(({sessionId, examId}) => {
        const exam = sessionId === session.id ? exams.get(examId) : undefined
        return exam ? [{code: exam.code, name: exam.name}] : []
      }),
    }
    return (duties.get(session.id) ?? []).map(({personId, duty}) => ({
      person: personId,
      session: session.id,
      duty,
      seat: {...place, uid: `${session.id} ${personId}`},
    }))
  })
}

function placeOf(session: Session, room: Room | undefined, locations: ReadonlyMap<string, Location>) {
  const location = locations.get(session.locationId ?? '')
  return {
    session: session.code,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    room: room?.code ?? '',
    location: location?.name ?? '',
    address: session.place || (location?.address ?? ''),
  }
}

type Posting = Readonly<{remark?: string; keyOf?: (person: PersonId) => string; dueAt?: Instant}>

/** One letter for each person with all the duties he got, or lost, by one deed. */
export function dutyLetters(
  letter: 'duty-assigned' | 'duty-ended',
  places: readonly DutyPlace[],
  {remark = '', keyOf, dueAt}: Posting = {},
): readonly QueuedLetter[] {
  return [...Map.groupBy(places, ({person}) => person)].map(([person, own]) => ({
    person,
    letter,
    data: {duties: own.map(({duty, seat}) => ({duty, seat})), remark},
    ...(keyOf ? {key: keyOf(person)} : {}),
    ...(dueAt ? {dueAt} : {}),
  }))
}

/** What a session's change of people tells whom: who comes or has another duty, and who no longer has one. */
export function changedDuties(before: readonly DutyPlace[], after: readonly DutyPlace[]): readonly QueuedLetter[] {
  const held = (places: readonly DutyPlace[], {person, duty}: DutyPlace): boolean =>
    places.some((place) => place.person === person && place.duty === duty)
  const staying = new Set(after.map(({person}) => person))
  return [
    ...dutyLetters(
      'duty-assigned',
      after.filter((place) => !held(before, place)),
    ),
    ...dutyLetters(
      'duty-ended',
      before.filter(({person}) => !staying.has(person)),
    ),
  ]
}

/** What the move of a session tells those on duty there. */
export function movedDuties(
  before: readonly DutyPlace[],
  after: readonly DutyPlace[],
  reason: string,
): readonly QueuedLetter[] {
  return after.flatMap(({person, duty, seat}): QueuedLetter[] => {
    const was = before.find((place) => place.person === person && place.duty === duty)
    return was ? [{person, letter: 'duty-changed', data: {duty, seat, before: was.seat, reason}}] : []
  })
}
