import type {LocationId, PersonId} from '../../ids.ts'
import type {Person} from '../../institution/model.ts'
import {minutesBetween, plusMinutes} from '../../time.ts'
import {heldSession} from '../sessions/held-session.ts'
import type {Session, SessionDuty} from '../model.ts'
import {surroundingsOf} from '../sessions/session-surroundings.ts'
import {staffConflicts} from '../sessions/staff-conflicts.ts'
import type {PlanningStores} from '../store.ts'

/** Somebody who could take over a duty. */
export type Substitute = Readonly<{
  person: Person
  staff: string
  /** In reserve then and there. */
  reserve: boolean
  /** Belongs to the location of the session, or has a duty there that day. */
  near: boolean
  /** Minutes on duty in the weeks around. */
  minutes: number
}>

/** Minutes before and after a session within which duties count as a burden: four weeks. */
const AROUND = 28 * 1_440

/**
 * Who can take over a duty in a session, the best first: in reserve, then near, then least burdened. Only who may do it, works
 * then and is free; nobody of `taken`.
 */
export async function substitutesFor(
  stores: PlanningStores,
  session: Session,
  duty: SessionDuty['duty'],
  taken: ReadonlySet<PersonId>,
): Promise<readonly Substitute[]> {
  const ids = (await mayTake(stores, session, duty)).filter((id) => !taken.has(id))
  const people = await stores.persons.all({id: ids})
  const held = await heldSession(stores, session)
  const wish = {...held, duties: people.map((person) => ({person, duty}))}
  const around = await surroundingsOf(stores, wish)
  const there = new Set(held.duties.map(({person}) => person.id))
  const free = people.filter(
    (person) => !there.has(person.id) && staffConflicts({...held, duties: [{person, duty}]}, around).length === 0,
  )
  const burden = await stores.planning.availability(
    free.map(({id}) => id),
    {startsAt: plusMinutes(session.startsAt, -AROUND), endsAt: plusMinutes(session.endsAt, AROUND)},
  )
  const reserves = await stores.reserves.all({
    personId: free.map(({id}) => id),
    locationId: session.locationId as LocationId,
  })
  return free
    .map((person): Substitute => {
      const duties = (burden.get(person.id)?.engagements ?? []).filter(({kind}) => kind === 'duty')
      const sameDay = duties.some(
        (each) => each.locationId === session.locationId && each.startsAt.slice(0, 10) === session.onDate,
      )
      const covers = reserves.some(
        (each) => each.personId === person.id && each.startsAt <= session.startsAt && session.endsAt <= each.endsAt,
      )
      return {
        person,
        staff: person.staffCode ?? '',
        reserve: covers,
        near: person.locationId === session.locationId || sameDay,
        minutes: duties.reduce((sum, each) => sum + minutesBetween(each.startsAt, each.endsAt), 0),
      }
    })
    .toSorted(
      (a, b) =>
        Number(b.reserve) - Number(a.reserve) ||
        Number(b.near) - Number(a.near) ||
        a.minutes - b.minutes ||
        (a.staff < b.staff ? -1 : 1),
    )
}

/** Leads and invigilators by their role; in an oral session those who may hear all of its exams. */
async function mayTake(
  stores: PlanningStores,
  session: Session,
  duty: SessionDuty['duty'],
): Promise<readonly PersonId[]> {
  if (session.kind === 'oral' || duty === 'assessor') {
    const exams = (await stores.sessionExams.all({sessionId: session.id})).map(({examId}) => examId)
    const examiners = await stores.planning.examiners(session.onDate)
    return examiners
      .filter(({examIds}) => examIds === null || exams.every((exam) => examIds.includes(exam)))
      .filter(
        ({locationIds}) =>
          locationIds === null || session.locationId === null || locationIds.includes(session.locationId),
      )
      .map(({personId}) => personId)
  }
  const staff = await stores.planning.staff(session.onDate)
  return staff.filter(({leads, invigilates}) => (duty === 'lead' ? leads : invigilates)).map(({personId}) => personId)
}
