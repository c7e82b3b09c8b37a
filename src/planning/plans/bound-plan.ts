import type {Context} from '../../context.ts'
import {planBounds, type TermBound} from './bounds.ts'
import {openPlan} from './open-plan.ts'
import {planCosts, totalCost} from './plan-costs.ts'
import type {PlanningStores} from '../store.ts'

/** One term of a plan beside the least that any plan has of it. */
export type BoundTerm = TermBound & Readonly<{planned: Readonly<{amount: number; cost: number}>}>

/** How far a plan can be from the best there is. */
export type PlanBound = Readonly<{
  plan: string
  cost: number
  /** No plan of the same question costs less. */
  bound: number
  /** The part of its cost that is not proven to be needed: 0.25 is a quarter; 0 is proven to be the best. */
  gap: number
  terms: readonly BoundTerm[]
}>

/**
 * Tells how far a draft plan is from a bound that no plan can go below (feature P11). The bound is a proof and no plan: the
 * truth lies between.
 *
 * @throws ExamError as {@link openPlan}
 */
export async function boundPlan(ctx: Context<PlanningStores>, key: string): Promise<PlanBound> {
  const {plan, planned, draft} = await ctx.read('planning.read', (stores, access) => openPlan(stores, access, key))
  const costs = planCosts(planned.problem, draft)
  const bounds = new Map(planBounds(planned.problem).map((bound) => [bound.name, bound]))
  const cost = totalCost(costs)
  const bound = [...bounds.values()].reduce((sum, each) => sum + each.cost, 0)
  return {
    plan: plan.code,
    cost,
    bound,
    gap: cost === 0 ? 0 : Math.round(((cost - bound) / cost) * 10_000) / 10_000,
    terms: costs.map(({name, amount, cost: own}) => ({
      ...(bounds.get(name) ?? {name, amount: 0, cost: 0, because: ''}),
      planned: {amount, cost: own},
    })),
  }
}
