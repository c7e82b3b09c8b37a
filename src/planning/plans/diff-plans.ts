import {z} from 'zod'
import type {Context} from '../../context.ts'
import {parsed} from '../../parsed.ts'
import {findPlan} from './find-plan.ts'
import type {Plan} from '../model.ts'
import {bodyOf, costsOf, type PlannedSession} from './plan-body.ts'
import type {BeforeAfter, PlanEffect, SessionPlace} from './plan-effect.ts'
import type {PlanningStores} from '../store.ts'

/** Two plans: what one was, and what the other is. Codes; of a period its newest. */
export const DiffPlans = z.strictObject({before: z.string().min(1), after: z.string().min(1)})

/** How two plans differ. Sessions are the same when room, time and exams are; else one that gives the same exams has moved. */
export type PlanDifference = Pick<PlanEffect, 'cost' | 'terms' | 'unplaced' | 'sessions' | 'seats'> &
  Readonly<{before: string; after: string; same: number; sessionCount: BeforeAfter}>

/**
 * Compares two stored plans as they were made: sessions that came, went or moved, registrations with another place, and
 * costs by term. Changes nothing.
 *
 * @throws ExamError `plan.not-found`
 */
export async function diffPlans(
  ctx: Context<PlanningStores>,
  input: z.input<typeof DiffPlans>,
): Promise<PlanDifference> {
  const wanted = parsed(DiffPlans, input)
  return ctx.read('planning.read', async (stores) => {
    const [was, is] = [await readSide(stores, wanted.before), await readSide(stores, wanted.after)]
    const {pairs, same} = paired(was.sessions, is.sessions)
    // Who sits in a session that stays or moves sits where he sat.
    const moved = new Map<string, string>([...same, ...pairs].flatMap(([a, b]) => (a && b ? [[a.id, b.id]] : [])))
    const registrations = new Map(
      (
        await stores.registrations.history({id: [...new Set([...was.seats.keys(), ...is.seats.keys()])] as never[]})
      ).map((row) => [row.id as string, row]),
    )
    const students = await studentsOf(stores, [...registrations.values()])
    const exams = new Map((await stores.exams.history()).map(({id, code}) => [id, code]))
    const seats = [...registrations.values()].flatMap((row): PlanEffect['seats'] => {
      const [from, to] = [was.seats.get(row.id), is.seats.get(row.id)]
      if (from === to || (from !== undefined && moved.get(from) === to)) return []
      return [
        {
          registration: row.code,
          student: students.get(row.personId) ?? '',
          exam: exams.get(row.examId) ?? '',
          from: from === undefined ? null : (was.codes.get(from) ?? ''),
          to: to === undefined ? null : (is.codes.get(to) ?? ''),
        },
      ]
    })
    return {
      before: was.plan.code,
      after: is.plan.code,
      same: same.length,
      sessionCount: {before: was.sessions.length, after: is.sessions.length},
      ...costChange(was.plan, is.plan),
      unplaced: {before: bodyOf(was.plan).unplaced.length, after: bodyOf(is.plan).unplaced.length},
      sessions: pairs.map(([a, b]) => ({before: a ? placeOf(a) : null, after: b ? placeOf(b) : null})),
      seats: seats.toSorted((a, b) => (a.student < b.student ? -1 : 1)),
    }
  })
}

type Side = Readonly<{
  plan: Plan
  sessions: readonly PlannedSession[]
  /** The session of each registration, by id. */
  seats: ReadonlyMap<string, string>
  codes: ReadonlyMap<string, string>
}>

async function readSide(stores: PlanningStores, key: string): Promise<Side> {
  const {plan} = await findPlan(stores, key)
  const {sessions} = bodyOf(plan)
  const seats = new Map(
    (await stores.planning.planSeats(plan.id)).map(({registrationId, sessionId}) => [
      registrationId as string,
      sessionId,
    ]),
  )
  const fixed = await stores.sessions.history({id: [...new Set(seats.values())] as never[]})
  const codes = new Map<string, string>([...fixed, ...sessions].map(({id, code}) => [id, code]))
  return {plan, sessions, seats, codes}
}

async function studentsOf(
  stores: PlanningStores,
  rows: readonly Readonly<{personId: string}>[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.map(({personId}) => personId))]
  const students = new Map<string, string>()
  for (let i = 0; i < ids.length; i += 1_000)
    for (const {id, studentNumber} of await stores.persons.history({id: ids.slice(i, i + 1_000) as never[]}))
      students.set(id, studentNumber ?? '')
  return students
}

type Pair = readonly [PlannedSession | undefined, PlannedSession | undefined]

/** Sessions two by two: those that are the same, and those that moved, went or came. */
function paired(
  before: readonly PlannedSession[],
  after: readonly PlannedSession[],
): Readonly<{same: readonly Pair[]; pairs: readonly Pair[]}> {
  const place = ({roomId, startsAt, minutes}: PlannedSession): string => `${roomId} ${startsAt} ${minutes}`
  const exams = (session: PlannedSession): string =>
    session.exams
      .map(({exam}) => exam)
      .toSorted()
      .join(' ')
  const rest = [...after]
  const take = (fits: (session: PlannedSession) => boolean): PlannedSession | undefined => {
    const index = rest.findIndex(fits)
    return index < 0 ? undefined : rest.splice(index, 1)[0]
  }
  const same: Pair[] = []
  const unmatched = before.filter((one) => {
    const found = take((other) => place(other) === place(one) && exams(other) === exams(one))
    if (found) same.push([one, found])
    return !found
  })
  const moved = unmatched.map((one): Pair => [one, take((other) => other.id === one.id || exams(other) === exams(one))])
  return {same, pairs: [...moved, ...rest.map((one): Pair => [undefined, one])]}
}

function placeOf({code, on, from, minutes, room}: PlannedSession): SessionPlace {
  return {session: code, on, from, minutes, room}
}

function costChange(before: Plan, after: Plan): Pick<PlanDifference, 'cost' | 'terms'> {
  const [was, is] = [costsOf(before), costsOf(after)]
  const names = [...new Set([...was.terms, ...is.terms].map(({name}) => name))]
  const of = (costs: typeof was, name: string) => costs.terms.find((term) => term.name === name) ?? {amount: 0, cost: 0}
  return {
    cost: {before: was.total, after: is.total},
    terms: names.flatMap((name) => {
      const [a, b] = [of(was, name), of(is, name)]
      if (a.amount === b.amount && a.cost === b.cost) return []
      return [{name, amount: {before: a.amount, after: b.amount}, before: a.cost, after: b.cost}]
    }),
  }
}
