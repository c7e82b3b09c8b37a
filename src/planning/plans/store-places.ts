import type {Access, Context} from '../../context.ts'
import type {PlanId} from '../../ids.ts'
import type {Period} from '../../institution/model.ts'
import type {Certificate} from './draft-plan.ts'
import type {Plan} from '../model.ts'
import {asJson, type PlanBasis, type PlanBody, type PlanCosts, type PlanQuestion} from './plan-body.ts'
import type {PlanningStores} from '../store.ts'

/** Everything a stored plan says, beside its places. */
export type PlanContent = Readonly<{basis: PlanBasis; problemDigest: string; costs: PlanCosts; body: PlanBody}>

/** Writes a plan with its certificates; the period must be locked, so that its number is its own. */
export async function storePlan(
  ctx: Pick<Context<PlanningStores>, 'ids'>,
  stores: PlanningStores,
  {now}: Access,
  period: Pick<Period, 'id' | 'code'>,
  content: PlanContent,
  certificates: readonly Certificate[],
  state: 'draft' | 'applied',
  id?: PlanId,
): Promise<Plan> {
  const number = (await stores.planning.plans(period.id)).length + 1
  const plan: Plan = {
    id: id ?? ctx.ids.next<PlanId>(),
    code: `${period.code}-plan-${number}`,
    periodId: period.id,
    state,
    basedOn: asJson(content.basis),
    problemDigest: content.problemDigest,
    costs: asJson(content.costs),
    body: asJson(content.body),
    createdAt: now,
    appliedAt: state === 'applied' ? now : null,
    version: 1,
  }
  await stores.plans.add([plan])
  await stores.planning.addPlanSeats(certificates.map((certificate) => ({planId: plan.id, ...certificate})))
  return plan
}

/** Stores places in sessions that are there, given by hand, as a plan that is applied at once; `engine` says by what deed. */
export function storePlaces(
  ctx: Pick<Context<PlanningStores>, 'ids'>,
  stores: PlanningStores,
  access: Access,
  period: Period,
  engine: string,
  certificates: readonly Certificate[],
  id?: PlanId,
): Promise<Plan> {
  const question: PlanQuestion = {
    exams: null,
    from: null,
    to: null,
    dayParts: null,
    opens: false,
    seed: 0,
    budget: 0,
    engine,
  }
  const body = {question, sessions: [], inFixed: certificates.length, unplaced: [], byHand: []}
  const basis = {sessions: {}, bookings: [], registrations: ''}
  return storePlan(
    ctx,
    stores,
    access,
    period,
    {basis, problemDigest: '', costs: {total: 0, terms: []}, body},
    certificates,
    'applied',
    id,
  )
}
