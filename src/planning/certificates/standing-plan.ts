import {ExamError} from '../../errors.ts'
import type {SessionId} from '../../ids.ts'
import type {Period} from '../../institution/model.ts'
import type {Instant} from '../../time.ts'
import type {KeptSeats} from '../plans/completion/seating.ts'
import type {PlanDraft} from '../engine/problem.ts'
import {type PlanningCase, planningCase} from '../plans/planning-case.ts'
import type {PlanningStores} from '../store.ts'

/** All sessions of a period that can still change, with everybody who sits in them or has a place there. */
export type StandingPlan = Readonly<{
  period: Period
  planned: PlanningCase
  /** Who sits where: enrolled, else promised by an applied plan. */
  draft: PlanDraft
  /** Registrations that are enrolled, by index. */
  enrolled: ReadonlySet<number>
  /** Seats that are kept for some, by session. */
  keeping: ReadonlyMap<number, readonly KeptSeats[]>
}>

/**
 * Reads the plan as it stands. Sessions are the problem's fixed ones; nothing is opened.
 *
 * @throws ExamError `plan.nothing` when nobody is registered for an exam that is planned in clusters
 */
export async function standingPlan(
  stores: PlanningStores,
  now: Instant,
  period: Period,
  opens = false,
): Promise<StandingPlan> {
  const scope = {period, exams: null, from: null, to: null, dayParts: null, opens, standing: true}
  const planned = await planningCase(stores, now, scope)
  const sessions = new Map<SessionId, number>(planned.fixed.map(({session}, index) => [session.id, index]))
  const place = (session: SessionId | null): number => (session === null ? -1 : (sessions.get(session) ?? -1))
  const enrolled = new Set([...planned.demand.keys()].filter((index) => place(planned.demand[index]!.seatedIn) >= 0))
  const seatOf = planned.demand.map(({seatedIn, promised, examId}) => {
    const at = place(seatedIn ?? promised)
    return at >= 0 && planned.fixed[at]!.offers.has(examId) ? at : -1
  })
  const index = new Map(planned.demand.map(({personId}, i) => [personId, planned.problem.demands[i]!.student]))
  const keeping = new Map<number, readonly KeptSeats[]>()
  for (const [at, {kept}] of planned.fixed.entries()) {
    const own = kept.map(({seats, persons}) => ({
      seats,
      students: new Set([...persons].flatMap((person) => index.get(person) ?? [])),
    }))
    if (own.length > 0) keeping.set(at, own)
  }
  return {period, planned, draft: {opened: [], seatOf}, enrolled, keeping}
}

/** For a period in which nobody needs a place in a cluster, or no day is left, there is no standing plan. @throws whatever else */
export function nothingToPlace(error: unknown): undefined {
  if (error instanceof ExamError && (error.code === 'plan.nothing' || error.code === 'plan.no-days')) return undefined
  throw error
}
