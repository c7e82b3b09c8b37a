import type {Access} from '../../context.ts'
import {ExamError, refuse} from '../../errors.ts'
import type {SessionId} from '../../ids.ts'
import type {Period} from '../../institution/model.ts'
import type {Certificate} from './draft-plan.ts'
import {readPlan} from './draft-plan.ts'
import type {PlanDraft} from '../engine/problem.ts'
import {findPlan} from './find-plan.ts'
import type {Plan} from '../model.ts'
import {bodyOf, type PlanBody} from './plan-body.ts'
import {type PlanningCase, planningCase} from './planning-case.ts'
import {planningScope} from './planning-scope.ts'
import type {PlanningStores} from '../store.ts'

/** A draft on the table: what was planned, read over the school as it is now. */
export type OpenPlan = Readonly<{
  plan: Plan
  period: Period
  body: PlanBody
  planned: PlanningCase
  draft: PlanDraft
  certificates: readonly Certificate[]
}>

/**
 * Takes a draft plan by its code, or the newest draft of a period. Rooms, exams and people that are gone stand in it as
 * unknown indexes, which the checker names.
 *
 * @throws ExamError `plan.not-found`; `plan.refused` with `plan.applied` or `plan.withdrawn`
 */
export async function openPlan(stores: PlanningStores, access: Access, key: string): Promise<OpenPlan> {
  const {plan, period} = await findPlan(stores, key, ['draft'])
  if (plan.state !== 'draft') throw refuse('plan', [{code: `plan.${plan.state}`, message: closed(plan, period)}])
  const body = bodyOf(plan)
  const scope = await planningScope(stores, access, period.code, body.question)
  const planned = await planningCase(stores, access.now, scope)
  const certificates = await stores.planning.planSeats(plan.id)
  return {plan, period, body, planned, certificates, draft: readPlan(planned, body, certificates)}
}

function closed({code, state}: Plan, period: Period): string {
  return state === 'applied'
    ? `Plan ${code} is applied: its sessions change with ontrac session move, or ontrac plan repair ${period.code}`
    : `Plan ${code} is withdrawn; make another with: ontrac plan make ${period.code}`
}

/**
 * The index of a session in the draft's list of opened ones, by code or id.
 *
 * @throws ExamError `plan.no-session`
 */
export function sessionIn({body, plan}: Pick<OpenPlan, 'body' | 'plan'>, key: string): number {
  const index = body.sessions.findIndex(({code, id}) => code === key || id === (key as SessionId))
  if (index >= 0) return index
  const message = `Plan ${plan.code} opens no session "${key}". See its sessions with: ontrac plan show ${plan.code}`
  throw new ExamError('not-found', 'plan.no-session', message, {plan: plan.code, session: key})
}
