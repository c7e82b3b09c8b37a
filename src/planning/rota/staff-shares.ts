import type {PersonId} from '../../ids.ts'
import {type Day, minutesBetween} from '../../time.ts'
import type {SessionDuty, StaffReserve} from '../model.ts'
import type {PlannedDuty, StaffShare} from './rota-body.ts'
import type {PlanningStores, StaffMember} from '../store.ts'

type Done = Readonly<{kind: SessionDuty['duty'] | 'reserve'; on: Day; minutes: number}>

/**
 * How the work is shared over a window, in counts and hours, the least burdened first: everybody who may lead or invigilate,
 * and everybody who has a duty in it. `more` are duties of a rota that is not applied.
 */
export async function staffShares(
  stores: PlanningStores,
  window: Readonly<{from: Day; to: Day}>,
  more: readonly PlannedDuty[] = [],
): Promise<readonly StaffShare[]> {
  const done = new Map<PersonId, Done[]>()
  const add = (person: PersonId, each: Done): void => void done.set(person, [...(done.get(person) ?? []), each])
  for (const {personId, duty, onDate, startsAt, endsAt} of await dutiesIn(stores, window))
    add(personId, {kind: duty, on: onDate, minutes: minutesBetween(startsAt, endsAt)})
  for (const {personId, onDate, startsAt, endsAt} of await reservesIn(stores, window))
    add(personId, {kind: 'reserve', on: onDate, minutes: minutesBetween(startsAt, endsAt)})
  for (const {personId, kind, on, startsAt, endsAt} of more)
    if (personId !== null) add(personId, {kind, on, minutes: minutesBetween(startsAt, endsAt)})
  const staff = await stores.planning.staff(window.from)
  const codes = await codesOf(stores, staff, [...done.keys()])
  return [...codes]
    .map(([person, code]) => shareOf(code, done.get(person) ?? []))
    .toSorted((a, b) => a.minutes - b.minutes || (a.staff < b.staff ? -1 : 1))
}

function shareOf(staff: string, done: readonly Done[]): StaffShare {
  const count = (wanted: Done['kind']): number => done.filter(({kind}) => kind === wanted).length
  const [leads, invigilates, reserves] = [count('lead'), count('invigilator'), count('reserve')]
  return {
    staff,
    leads,
    invigilates,
    reserves,
    others: done.length - leads - invigilates - reserves,
    days: new Set(done.map(({on}) => on)).size,
    minutes: done.reduce((sum, {minutes}) => sum + minutes, 0),
  }
}

async function dutiesIn(stores: PlanningStores, window: Readonly<{from: Day; to: Day}>) {
  const sessions = new Map(
    (await stores.planning.sessions(window)).filter(({state}) => state !== 'cancelled').map((each) => [each.id, each]),
  )
  const ids = [...sessions.keys()]
  const duties: (SessionDuty & {onDate: Day})[] = []
  for (let i = 0; i < ids.length; i += 1_000)
    for (const duty of await stores.duties.all({sessionId: ids.slice(i, i + 1_000)}))
      duties.push({...duty, onDate: sessions.get(duty.sessionId)!.onDate})
  return duties
}

async function reservesIn(
  stores: PlanningStores,
  {from, to}: Readonly<{from: Day; to: Day}>,
): Promise<readonly StaffReserve[]> {
  return (await stores.reserves.all()).filter(({onDate}) => from <= onDate && onDate <= to)
}

async function codesOf(
  stores: PlanningStores,
  staff: readonly StaffMember[],
  persons: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, string>> {
  const codes = new Map<PersonId, string>(staff.map(({personId, code}) => [personId, code]))
  const unknown = persons.filter((person) => !codes.has(person))
  for (let i = 0; i < unknown.length; i += 1_000)
    for (const {id, staffCode} of await stores.persons.history({id: unknown.slice(i, i + 1_000)}))
      codes.set(id, staffCode ?? '')
  return codes
}
