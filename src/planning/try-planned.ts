import {z} from 'zod'
import type {Context} from '../context.ts'
import {parsed} from '../parsed.ts'
import type {OpenedSession, Problem} from './engine/problem.ts'
import {edited} from './move-planned.ts'
import {type OpenPlan, openPlan, sessionIn} from './open-plan.ts'
import {type BeforeAfter, planEffect, type SessionPlace} from './plan-effect.ts'
import {meet, within} from './completion/stays.ts'
import type {PlanningStores} from './store.ts'

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
  const places = promising(open, index)
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

/** Free rooms and times for a session, those first in which most of its students could still sit. */
function promising({planned: {problem}, draft}: OpenPlan, index: number): OpenedSession[] {
  const session = draft.opened[index]!
  const minutes = session.to - session.from
  const students = [
    ...new Set(
      [...draft.seatOf.keys()]
        .filter((demand) => draft.seatOf[demand] === problem.fixed.length + index)
        .map((demand) => problem.demands[demand]!.student),
    ),
  ]
  const others = draft.opened.filter((_, i) => i !== index)
  const ranked = startsIn(problem, others, minutes).flatMap(({from, to}) => {
    const windows = session.exams.every((exam) => within([from, to], problem.exams[exam]!.windows))
    const once = session.exams.some((exam) => problem.exams[exam]!.once) && from !== session.from
    if (!windows || once) return []
    const able = students.filter((student) => canCome(problem, student, from, to)).length
    return [...problem.rooms.keys()]
      .filter((room) => !(room === session.room && from === session.from) && isFree(problem, others, room, from, to))
      .map((room) => ({place: {...session, room, from, to}, able: Math.min(able, problem.rooms[room]!.seats), room}))
  })
  const here = problem.rooms[session.room]!.location
  const away = (room: number): number => (problem.rooms[room]!.location === here ? 0 : 1)
  const spare = (room: number): number => problem.rooms[room]!.seats
  return ranked
    .toSorted(
      (a, b) =>
        b.able - a.able || away(a.room) - away(b.room) || spare(a.room) - spare(b.room) || a.place.from - b.place.from,
    )
    .map(({place}) => place)
}

/** The start of each slot, and every start right after something that is planned or taken in some room. */
function startsIn({slots, rooms, turnaround}: Problem, others: readonly OpenedSession[], minutes: number) {
  const ends = new Set([
    ...others.map(({to}) => to + turnaround),
    ...rooms.flatMap(({busy}) => busy.map(([, end]) => end)),
  ])
  return slots.flatMap(({from, to}) =>
    [from, ...[...ends].filter((end) => from < end && end < to).map((end) => from + Math.ceil((end - from) / 15) * 15)]
      .filter((start, i, all) => all.indexOf(start) === i && start + minutes <= to)
      .map((start) => ({from: start, to: start + minutes})),
  )
}

function isFree(
  {rooms, turnaround}: Problem,
  others: readonly OpenedSession[],
  room: number,
  from: number,
  to: number,
) {
  return (
    rooms[room]!.seats > 0 &&
    rooms[room]!.busy.every(([start, end]) => end <= from || to <= start) &&
    others.every((other) => other.room !== room || other.to + turnaround <= from || to + turnaround <= other.from)
  )
}

function canCome(problem: Problem, student: number, from: number, to: number): boolean {
  const {free, stays} = problem.students[student]!
  return within([from, to], free) && !stays.some((stay) => meet(problem, stay, {from, to, location: -1}))
}
