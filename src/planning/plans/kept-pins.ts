import {refuseIfAny} from '../../errors.ts'
import {readPlan} from './draft-plan.ts'
import type {PlanDraft, Problem} from '../engine/problem.ts'
import {findPlan} from './find-plan.ts'
import type {Kept} from './pinned-problem.ts'
import {bodyOf, type PlanBody, type PlanPins, pinsOf} from './plan-body.ts'
import {conflictsOf} from './plan-effect.ts'
import type {PlanningCase} from './planning-case.ts'
import type {PlanningStores} from '../store.ts'

/** What is pinned in another plan, over the case of the one that is made; no draft is nothing. */
export type KeptPins = Kept & Readonly<{draft: PlanDraft | null; pins: PlanPins}>

export const NO_PINS: KeptPins = {
  draft: null,
  sessions: new Set(),
  demands: new Set(),
  pins: {sessions: [], registrations: []},
}

/** A plan with nothing in it. */
export function nothingPlanned({demands}: Problem): PlanDraft {
  return {opened: [], seatOf: demands.map(() => -1)}
}

/**
 * Reads the pins of a plan over the school as it is now.
 *
 * @throws ExamError `plan.not-found`; `plan.refused` with `plan.pins-clash` for each pin that does not hold with the others
 */
export async function keptPins(stores: PlanningStores, planned: PlanningCase, key: string): Promise<KeptPins> {
  const {plan} = await findPlan(stores, key, ['draft'])
  const body = bodyOf(plan)
  const pins = pinsOf(body)
  const certificates = await stores.planning.planSeats(plan.id)
  const all = readPlan(planned, body, certificates)
  const first = planned.problem.fixed.length
  const kept = [...body.sessions.keys()].filter((index) => pins.sessions.includes(body.sessions[index]!.id))
  const opened = kept.map((index) => all.opened[index]!)
  const index = new Map(kept.map((was, is) => [first + was, first + is]))
  const pinned = new Set<string>(pins.registrations)
  const seatOf = planned.demand.map(({registrationId}, demand) => {
    const session = all.seatOf[demand]!
    if (!pinned.has(registrationId) || session < 0) return -1
    return session < first ? session : (index.get(session) ?? -1)
  })
  const draft = {opened, seatOf}
  const broken = conflictsOf(planned, draft)
  refuseIfAny(
    'plan',
    broken.slice(0, 20).map(({message, constraint, where}) => ({
      code: 'plan.pins-clash',
      message: `What is pinned in ${plan.code} cannot all stay. ${message} Free a pin with: ontrac plan pin ${plan.code} SESSION --off`,
      details: {plan: plan.code, constraint, where},
    })),
  )
  return {
    draft,
    sessions: new Set(opened.keys()),
    demands: new Set([...seatOf.keys()].filter((demand) => seatOf[demand]! >= 0)),
    pins: {sessions: kept.map((was) => body.sessions[was]!.id), registrations: pins.registrations},
  }
}

/** The same pins by the ids of the plan that was made around them: its first sessions are the pinned ones. */
export function writtenPins({sessions}: PlanBody, {draft, pins}: KeptPins): Pick<PlanBody, 'pins'> {
  if (draft === null) return {}
  return {
    pins: {sessions: sessions.slice(0, draft.opened.length).map(({id}) => id), registrations: pins.registrations},
  }
}
