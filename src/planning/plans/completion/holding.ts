import type {PlanDraft, Problem} from '../../engine/problem.ts'
import {type Keeping, ownInTheWay, scarce, seatingOf, sit, suits} from './seating.ts'

/** A plan with those of `demands`, in their order, in the seats that they have in `wished`, as far as each still holds. */
export function holding(
  problem: Problem,
  plan: PlanDraft,
  demands: readonly number[],
  wished: PlanDraft,
  keeping?: Keeping,
): PlanDraft {
  const seating = seatingOf(problem, plan, keeping)
  for (const demand of demands) {
    const sitting = seating.sittings[wished.seatOf[demand]!]
    if (!sitting || !suits(seating, demand, sitting)) continue
    if (ownInTheWay(seating, demand, sitting)?.length !== 0 || scarce(seating, demand, sitting)) continue
    sit(seating, demand, sitting.index)
  }
  return {opened: plan.opened, seatOf: [...seating.seatOf]}
}
