import {violations} from './checker.ts'
import {CONSTRAINTS, type CostName, type HardName} from './constraints.ts'
import type {OpenedSession, PlanDraft} from '../engine/problem.ts'
import {planCosts, totalCost} from './plan-costs.ts'
import type {PlanningCase} from './planning-case.ts'

/** An amount or cost before a change and after it. */
export type BeforeAfter = Readonly<{before: number; after: number}>

/** A hard constraint that a plan would break, in words. */
export type Conflict = Readonly<{constraint: HardName; where: string; message: string}>

/** Where and when a session is. */
export type SessionPlace = Readonly<{session: string; on: string; from: string; minutes: number; room: string}>

/** What a change does to a plan, told before it is done. */
export type PlanEffect = Readonly<{
  cost: BeforeAfter
  /** Terms that change, in the order of the table. */
  terms: readonly (Readonly<{name: CostName; amount: BeforeAfter}> & BeforeAfter)[]
  unplaced: BeforeAfter
  /** Sessions that move, come or go. */
  sessions: readonly Readonly<{before: SessionPlace | null; after: SessionPlace | null}>[]
  /** Who gets another seat, or none; null is nowhere. */
  seats: readonly Readonly<{
    registration: string
    student: string
    exam: string
    from: string | null
    to: string | null
  }>[]
  /** Sessions in which somebody else works. */
  crews: readonly Readonly<{session: string; before: readonly string[]; after: readonly string[]}>[]
  /** What would not hold any more. */
  conflicts: readonly Conflict[]
}>

/**
 * Compares two drafts of one case. Sessions with the same index are the same session; `codes` names those that were there
 * before, and what comes beside them is named by room and time.
 */
export function planEffect(
  planned: PlanningCase,
  before: PlanDraft,
  after: PlanDraft,
  codes: readonly string[],
): PlanEffect {
  const {problem} = planned
  const [was, is] = [planCosts(problem, before), planCosts(problem, after)]
  const unplaced = (plan: PlanDraft): number => plan.seatOf.filter((session) => session < 0).length
  const place = placesOf(planned, codes)
  return {
    cost: {before: totalCost(was), after: totalCost(is)},
    terms: was.flatMap(({name, amount, cost}, i) => {
      const now = is[i]!
      return amount === now.amount && cost === now.cost
        ? []
        : [{name, amount: {before: amount, after: now.amount}, before: cost, after: now.cost}]
    }),
    unplaced: {before: unplaced(before), after: unplaced(after)},
    sessions: changedSessions(planned, before, after, place),
    seats: changedSeats(planned, before, after, place),
    crews: changedCrews(planned, before, after, place),
    conflicts: conflictsOf(planned, after),
  }
}

/** What of a plan does not hold, in words; times as the clock shows them. */
export function conflictsOf(
  {problem, timeline}: Pick<PlanningCase, 'problem' | 'timeline'>,
  plan: PlanDraft,
): Conflict[] {
  return violations(problem, plan).map(({constraint, where}) => {
    const named = where.replace(/ at (\d+)/, (_, minute: string) => {
      const {on, from} = timeline.wallAt(Number(minute))
      return ` at ${on} ${from}`
    })
    const rule = CONSTRAINTS.find(({name}) => name === constraint)?.en ?? constraint
    return {constraint, where: named, message: `${named}: this would not hold: ${rule}`}
  })
}

/** Where a session is, by its index in the whole list: fixed ones first. */
type Place = (plan: PlanDraft, session: number) => SessionPlace | null

function placesOf({fixed, rooms, timeline, problem}: PlanningCase, codes: readonly string[]): Place {
  const first = problem.fixed.length
  const placed = (from: number, to: number, room: string, code: string | undefined): SessionPlace => {
    const wall = timeline.wallAt(from)
    return {session: code ?? `${room} ${wall.on} ${wall.from}`, ...wall, minutes: to - from, room}
  }
  return (plan, session) => {
    const stays = problem.fixed[session]
    if (stays) {
      const known = fixed[session]?.session
      return placed(stays.from, stays.to, rooms.find(({id}) => id === known?.roomId)?.code ?? '', stays.code)
    }
    const one = plan.opened[session - first]
    return one ? placed(one.from, one.to, rooms[one.room]?.code ?? '', codes[session - first]) : null
  }
}

function changedSessions(
  {problem}: PlanningCase,
  before: PlanDraft,
  after: PlanDraft,
  place: Place,
): PlanEffect['sessions'] {
  const count = Math.max(before.opened.length, after.opened.length)
  return Array.from({length: count}, (_, index) => index).flatMap((index) => {
    const [was, is] = [before.opened[index], after.opened[index]]
    if (was && is && was.room === is.room && was.from === is.from && was.to === is.to) return []
    const session = problem.fixed.length + index
    return [{before: place(before, session), after: place(after, session)}]
  })
}

function changedSeats(
  {demand, exams, problem}: PlanningCase,
  before: PlanDraft,
  after: PlanDraft,
  place: Place,
): PlanEffect['seats'] {
  return demand.flatMap(({code, student}, index) => {
    const [was, is] = [before.seatOf[index]!, after.seatOf[index]!]
    if (was === is) return []
    return [
      {
        registration: code,
        student,
        exam: exams[problem.demands[index]!.exam]!.exam.code,
        from: place(before, was)?.session ?? null,
        to: place(after, is)?.session ?? null,
      },
    ]
  })
}

function changedCrews(
  {staff, problem}: PlanningCase,
  before: PlanDraft,
  after: PlanDraft,
  place: Place,
): PlanEffect['crews'] {
  const names = ({lead, invigilators}: OpenedSession): readonly string[] =>
    [lead, ...invigilators].flatMap((who) => staff[who]?.code ?? [])
  return after.opened.flatMap((session, index) => {
    const was = before.opened[index]
    const [old, now] = [was ? names(was) : [], names(session)]
    if (!was || old.join(' ') === now.join(' ')) return []
    return [{session: place(after, problem.fixed.length + index)?.session ?? '', before: old, after: now}]
  })
}
