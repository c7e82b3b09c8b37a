import {ExamError} from '../../errors.ts'
import type {LocationId, SessionId} from '../../ids.ts'
import type {Location, Period} from '../../institution/model.ts'
import type {Policy} from '../../institution/policy.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {type Day, minutesBetween, startOfDay, timeOf} from '../../time.ts'
import {ROTA_WEIGHTS, type RotaProblem, type RotaStaff} from '../engine/rota/rota-problem.ts'
import {freeStretches} from '../sessions/free-stretches.ts'
import type {Session, SessionDuty} from '../model.ts'
import type {PlannedDuty} from './rota-body.ts'
import type {Engagement, PlanningStores, SessionLoad, StaffMember} from '../store.ts'
import {type Timeline, timelineOf} from '../sessions/timeline.ts'
import {travelBy} from '../sessions/travel.ts'

/** What is rostered, looked up. `limits` are minutes in the window by staff code. */
export type RotaScope = Readonly<{
  period: Period
  from: Day
  to: Day
  /** From this day on duties count for an even share. */
  since: Day
  /** People in reserve for each day part and location with sessions. */
  reserves: number
  limit: number | null
  limits: ReadonlyMap<string, number>
}>

/** A problem, with what each duty and each of the staff stands for. */
export type RotaCase = Readonly<{
  problem: RotaProblem
  duties: readonly Omit<PlannedDuty, 'personId' | 'staff'>[]
  staff: readonly StaffMember[]
}>

/**
 * Reads what a rota depends on: sessions of the days asked for that lack a lead or invigilators, who may do that, when they
 * work, what they do already and how much they did in the window.
 *
 * @throws ExamError `rota.nothing` when no session lacks anybody, `rota.no-staff`
 */
export async function rotaCase(stores: PlanningStores, scope: RotaScope): Promise<RotaCase> {
  const {policy, zone} = await theInstitution(stores)
  const timeline = timelineOf(scope.from, scope.to, policy.dayParts, zone)
  const sessions = await rosteredSessions(stores, scope)
  const locations = await stores.locations.all()
  const held = await dutiesOf(
    stores,
    sessions.map(({id}) => id),
  )
  const loads = await stores.planning.loads(sessions.map(({id}) => id))
  const lacking = sessions.flatMap((session) =>
    lackingIn(session, held.get(session.id) ?? [], loads.get(session.id), policy),
  )
  const reserves = reserveDuties(sessions, timeline, locations, scope.reserves, await stores.reserves.all())
  const named = [...lacking, ...reserves].map((duty) => ({...duty, location: codeOf(locations, duty.locationId)}))
  if (named.length === 0) {
    const message = `Every session from ${scope.from} to ${scope.to} has its lead and invigilators.`
    throw new ExamError('refused', 'rota.nothing', message)
  }
  const staff = await stores.planning.staff(scope.from)
  if (staff.length === 0) {
    const message = 'Nobody holds the role of lead or invigilator; give it with: ontrac user grant'
    throw new ExamError('refused', 'rota.no-staff', message)
  }
  return {
    problem: await problemOf(stores, scope, {timeline, locations, duties: named, staff, policy}),
    duties: named,
    staff,
  }
}

async function rosteredSessions(stores: PlanningStores, {from, to}: RotaScope): Promise<readonly Session[]> {
  const all = await stores.planning.sessions({from, to, states: ['planned', 'published', 'final']})
  return all.filter(({kind}) => kind === 'cluster')
}

async function dutiesOf(
  stores: PlanningStores,
  sessions: readonly SessionId[],
): Promise<ReadonlyMap<SessionId, readonly SessionDuty[]>> {
  const all: SessionDuty[] = []
  for (let i = 0; i < sessions.length; i += 1_000)
    all.push(...(await stores.duties.all({sessionId: sessions.slice(i, i + 1_000)})))
  return Map.groupBy(all, ({sessionId}) => sessionId)
}

type Bare = Omit<PlannedDuty, 'personId' | 'staff' | 'location'>

/** A lead, and an invigilator for every so many students, less who is there already. */
function lackingIn(
  session: Session,
  held: readonly SessionDuty[],
  load: SessionLoad | undefined,
  policy: Policy,
): Bare[] {
  const expected = (load?.taken ?? 0) + (load?.promised ?? 0)
  const wanted = Math.ceil((expected > 0 ? expected : (load?.capacity ?? 0)) / policy.invigilatorsPer)
  const count = (duty: SessionDuty['duty']): number => held.filter((each) => each.duty === duty).length
  const bare = (kind: 'lead' | 'invigilator'): Bare => ({
    kind,
    sessionId: session.id,
    session: session.code,
    locationId: session.locationId,
    on: session.onDate,
    from: session.fromTime,
    until: timeOf(session.endsAt, session.zone),
    startsAt: session.startsAt,
    endsAt: session.endsAt,
  })
  return [
    ...(count('lead') > 0 ? [] : [bare('lead')]),
    ...Array.from({length: Math.max(0, wanted - count('invigilator'))}, () => bare('invigilator')),
  ]
}

function reserveDuties(
  sessions: readonly Session[],
  timeline: Timeline,
  locations: readonly Location[],
  wanted: number,
  held: readonly Readonly<{locationId: LocationId; startsAt: string}>[],
): Bare[] {
  return timeline.slots.flatMap((slot) => {
    const [startsAt, endsAt] = [timeline.instantAt(slot.from), timeline.instantAt(slot.to)]
    const {on, from} = timeline.wallAt(slot.from)
    return locations.flatMap(({id}) => {
      const needed = sessions.some((each) => each.locationId === id && each.startsAt < endsAt && startsAt < each.endsAt)
      const there = held.filter((each) => each.locationId === id && each.startsAt === startsAt).length
      const bare: Bare = {
        kind: 'reserve',
        sessionId: null,
        session: null,
        locationId: id,
        on,
        from,
        until: timeline.wallAt(slot.to).from,
        startsAt,
        endsAt,
      }
      return needed ? Array.from({length: Math.max(0, wanted - there)}, () => bare) : []
    })
  })
}

function codeOf(locations: readonly Location[], id: LocationId | null): string | null {
  return locations.find((each) => each.id === id)?.code ?? null
}

type Read = Readonly<{
  timeline: Timeline
  locations: readonly Location[]
  duties: RotaCase['duties']
  staff: readonly StaffMember[]
  policy: Policy
}>

async function problemOf(
  stores: PlanningStores,
  scope: RotaScope,
  {timeline, locations, duties, staff, policy}: Read,
): Promise<RotaProblem> {
  const persons = staff.map(({personId}) => personId)
  const availability = await stores.planning.availability(persons, timeline.span)
  const zone = (await theInstitution(stores)).zone
  const before = {startsAt: startOfDay(scope.since, zone), endsAt: timeline.span.endsAt}
  const window = await stores.planning.availability(persons, before)
  const reserved = Map.groupBy(await stores.reserves.all({personId: persons}), ({personId}) => personId)
  const travel = travelBy(await stores.planning.distances(), policy.travelMinutes)
  const free = freeStretches(timeline)
  const place = (location: LocationId | null): number => locations.findIndex(({id}) => id === location)
  const dayOf = (minute: number): number => timeline.days.indexOf(timeline.wallAt(minute).on)
  const sessions = new Map<string, number>()
  const index = (key: string): number => {
    if (!sessions.has(key)) sessions.set(key, sessions.size)
    return sessions.get(key)!
  }
  const member = ({personId, code, leads, invigilates, locationId}: StaffMember): RotaStaff => {
    const own = availability.get(personId) ?? {days: [], groupDays: [], blocks: [], engagements: []}
    const stays = [...own.engagements, ...(reserved.get(personId) ?? [])].map((stay) => {
      const [from, to] = timeline.stretch(stay)
      return {from, to, location: place(stay.locationId), day: dayOf(Math.max(0, from))}
    })
    const carried = minutesOf(window.get(personId)?.engagements ?? [])
    return {
      code,
      leads,
      invigilates,
      free: free(own),
      stays: stays.filter(({to}) => to > 0),
      location: place(locationId),
      carried,
      limit: scope.limits.get(code) ?? scope.limit,
    }
  }
  return {
    duties: duties.map((duty, i) => {
      const [from, to] = timeline.stretch(duty)
      const key = `${duty.session ?? `${duty.location} ${duty.on} ${duty.from}`}`
      return {
        key: `${key} ${duty.kind} ${i}`,
        kind: duty.kind,
        session: index(key),
        day: dayOf(from),
        from,
        to,
        location: place(duty.locationId),
      }
    }),
    staff: staff.map(member),
    travel: locations.map((a) => locations.map((b) => travel(a.id, b.id))),
    weights: ROTA_WEIGHTS,
  }
}

function minutesOf(engagements: readonly Engagement[]): number {
  return engagements
    .filter(({kind}) => kind === 'duty')
    .reduce((sum, {startsAt, endsAt}) => sum + minutesBetween(startsAt, endsAt), 0)
}
