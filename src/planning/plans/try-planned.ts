import {z} from 'zod'
import type {Context} from '../../context.ts'
import {parsed} from '../../parsed.ts'
import {edited} from './move-planned.ts'
import {openPlan, sessionIn} from './open-plan.ts'
import {type BeforeAfter, planEffect, type SessionPlace} from './plan-effect.ts'
import {otherPlaces} from './other-places.ts'
import type {PlanningStores} from '../store.ts'

/** A session of a draft plan, and how many other places for it are tried in full. */
export const TryPlanned = z.strictObject({
  plan: z.string().min(1),
  session: z.string().min(1),
  limit: z.int().min(1).max(100).default(10),
})

/** Another place for a session, and what it would do. */
export type Alternative = Readonly<{
  place: SessionPlace
  cost: BeforeAfter
  /** Registrations that would get another seat, and that would have none. */
  moved: number
  lost: number
  /** Leads and invigilators who would come or go. */
  crew: number
}>

/** The best other places for a session; each can be had with `plan move`. */
export type TriedPlan = Readonly<{plan: string; session: string; tried: number; alternatives: readonly Alternative[]}>

/**
 * Tries a session of a draft plan in every room and time that is free for it, and shows the best; changes nothing.
 *
 * The most promising by seats and by how many of its students could come are tried in full.
 *
 * @throws ExamError as {@link openPlan}; `plan.no-session`, `plan.refused` with `plan.pinned`
 */
export async function tryPlanned(ctx: Context<PlanningStores>, input: z.input<typeof TryPlanned>): Promise<TriedPlan> {
  const wanted = parsed(TryPlanned, input)
  const open = await ctx.read('planning.read', (stores, access) => openPlan(stores, access, wanted.plan))
  const index = sessionIn(open, wanted.session)
  const places = otherPlaces(open.planned.problem, open.draft, index)
  const codes = open.body.sessions.map(({code}) => code)
  const alternatives = places.slice(0, 4 * wanted.limit).flatMap((place): Alternative[] => {
    const {draft} = edited(open, new Map([[index, place]]))
    const effect = planEffect(open.planned, open.draft, draft, codes)
    const after = effect.sessions.find(({before}) => before?.session === codes[index])?.after
    if (!after || effect.conflicts.length > 0) return []
    return [
      {
        place: after,
        cost: effect.cost,
        moved: effect.seats.filter(({to}) => to !== null).length,
        lost: effect.unplaced.after - effect.unplaced.before,
        crew: effect.crews.length,
      },
    ]
  })
  const best = alternatives.toSorted((a, b) => a.cost.after - b.cost.after || a.moved - b.moved)
  return {
    plan: open.plan.code,
    session: codes[index] ?? '',
    tried: places.length,
    alternatives: best.slice(0, wanted.limit),
  }
}
