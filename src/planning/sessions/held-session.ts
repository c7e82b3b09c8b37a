import {spanOf} from '../../time.ts'
import type {Session} from '../model.ts'
import type {OfferedExam, SeatShare, SessionWish, WishedDuty} from './session-wish.ts'
import type {PlanningStores} from '../store.ts'

/** A session as it stands, in the form of a wish: what a change starts from. */
export async function heldSession(stores: PlanningStores, session: Session): Promise<SessionWish> {
  const room = session.roomId === null ? null : ((await stores.rooms.find(session.roomId)) ?? null)
  const moment = {on: session.onDate, from: session.fromTime, minutes: session.minutes, zone: session.zone}
  const parts = (await stores.sessionParts.all({sessionId: session.id})).filter(
    ({startsAt}) => startsAt !== session.startsAt,
  )
  const pools = await stores.pools.all({sessionId: session.id})
  return {
    id: session.id,
    period: await stores.periods.get(session.periodId),
    kind: session.kind,
    room,
    location: session.locationId === null ? null : await stores.locations.get(session.locationId),
    place: session.place,
    moment,
    span: spanOf(moment),
    parts: parts.map(({onDate, fromTime, minutes}) => {
      const each = {on: onDate, from: fromTime, minutes, zone: session.zone}
      return {...spanOf(each), moment: each}
    }),
    exams: await examsOf(stores, session),
    duties: await dutiesOf(stores, session),
    capacity: pools.reduce((sum, {capacity}) => sum + capacity, 0),
    shares: pools.flatMap(({filterKind, filterId, capacity}): SeatShare[] =>
      filterKind && filterId ? [{kind: filterKind, id: filterId, code: '', seats: capacity}] : [],
    ),
  }
}

async function examsOf(stores: PlanningStores, session: Session): Promise<OfferedExam[]> {
  const offered: OfferedExam[] = []
  const rows = (await stores.sessionExams.all({sessionId: session.id})).toSorted((a, b) => a.position - b.position)
  for (const {examId, examVersionId} of rows)
    offered.push({exam: await stores.exams.get(examId), version: await stores.examVersions.get(examVersionId)})
  return offered
}

async function dutiesOf(stores: PlanningStores, session: Session): Promise<WishedDuty[]> {
  const duties: WishedDuty[] = []
  for (const {personId, duty} of await stores.duties.all({sessionId: session.id}))
    duties.push({person: await stores.persons.get(personId), duty})
  return duties
}
