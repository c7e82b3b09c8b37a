import {completion} from './completion/completion.ts'
import {holding} from './completion/holding.ts'
import type {PlanDraft, Problem} from '../engine/problem.ts'

/**
 * The same sessions with every seat that still holds; who cannot stay where he is gets a seat that is left, and nobody else
 * moves. Seats in `changed` sessions give way to the others.
 */
export function reseated(problem: Problem, plan: PlanDraft, changed: ReadonlySet<number>): PlanDraft {
  return completion(problem, onlyHolding(problem, plan, changed), {
    movable: () => false,
    wanted: (demand) => plan.seatOf[demand]! >= 0,
  }).plan
}

/** The same sessions with the seats that hold; those in `changed` sessions are looked at last. */
function onlyHolding(problem: Problem, plan: PlanDraft, changed: ReadonlySet<number>): PlanDraft {
  const late = (demand: number): number => (changed.has(plan.seatOf[demand]!) ? 1 : 0)
  const seated = [...plan.seatOf.keys()].filter((demand) => plan.seatOf[demand]! >= 0)
  const nobody = {opened: plan.opened, seatOf: problem.demands.map(() => -1)}
  return holding(
    problem,
    nobody,
    seated.toSorted((a, b) => late(a) - late(b) || a - b),
    plan,
  )
}
