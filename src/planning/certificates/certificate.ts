import {type Completion, completion} from '../plans/completion/completion.ts'
import {holding} from '../plans/completion/holding.ts'
import type {PlanDraft} from '../engine/problem.ts'
import type {StandingPlan} from './standing-plan.ts'

/** A claim by which the last way to seat somebody was lost; null when there never was one in these sessions. */
export type LostBy = Readonly<{demand: number}> | null

/** A registration for which no seat can be found any more, however those who are not enrolled are placed. */
export type Stuck = Readonly<{
  demand: number
  /** The sessions that are too small together for all who could sit nowhere else; empty when something else keeps him out. */
  sessions: readonly number[]
  /** How many registrations could only sit in them. */
  rivals: number
  since: LostBy
  /** Enrolled ones whose move would free a seat, each with where to; empty when no such moves help. */
  moves: readonly Readonly<{demand: number; to: number}>[]
  /** Where he would sit then; -1 is nowhere. */
  to: number
}>

/** A place for everybody who is not enrolled, as far as there is one. */
export type CertificateCheck = Readonly<{
  plan: PlanDraft
  /** Registrations that are not enrolled. */
  waiting: readonly number[]
  stuck: readonly Stuck[]
  /** Whether it is known that no more could be placed. */
  proven: boolean
  /** Promised places that were given to others since, and are replaced. */
  replaced: readonly number[]
}>

/** At most so many of those who are stuck are looked into; a school repairs one thing after another. */
const LOOKED_INTO = 10
/** Trials for each look back; what is not found by then counts as lost. */
const TRIALS = 2_000

/**
 * Finds a place for everybody who is not enrolled, in the seats that are left, keeping to what was promised as far as it goes
 * (feature P10). Who is enrolled does not move. Of the first `lookedInto` who are stuck it is found since when and what helps.
 */
export function checkCertificate(standing: StandingPlan, lookedInto = LOOKED_INTO): CertificateCheck {
  const {planned, draft, enrolled, keeping} = standing
  const {problem} = planned
  const from = withoutOverfull(standing)
  const found = completion(problem, from, {movable: (demand) => !enrolled.has(demand), keeping})
  const waiting = [...problem.demands.keys()].filter((demand) => !enrolled.has(demand))
  return {
    plan: found.plan,
    waiting,
    proven: found.proven,
    replaced: waiting.filter(
      (demand) => draft.seatOf[demand]! >= 0 && found.plan.seatOf[demand] !== draft.seatOf[demand],
    ),
    stuck: found.stuck.map((one, i) => (i < lookedInto ? lookInto(standing, found, one) : known(one))),
  }
}

/** Promised seats that somebody else has taken meanwhile are no seats: who was promised one comes after those who sit. */
function withoutOverfull({planned: {problem}, draft, enrolled, keeping}: StandingPlan): PlanDraft {
  const sitting = {opened: [], seatOf: draft.seatOf.map((session, demand) => (enrolled.has(demand) ? session : -1))}
  const promised = [...draft.seatOf.keys()].filter((demand) => !enrolled.has(demand) && draft.seatOf[demand]! >= 0)
  return holding(problem, sitting, promised, draft, keeping)
}

function known({demand, because}: Completion['stuck'][number]): Stuck {
  return {
    demand,
    sessions: because?.sessions ?? [],
    rivals: because?.demands.length ?? 0,
    since: null,
    moves: [],
    to: -1,
  }
}

function lookInto(standing: StandingPlan, found: Completion, one: Completion['stuck'][number]): Stuck {
  const {planned, enrolled, keeping} = standing
  const {demand} = one
  const wanted = (each: number): boolean => each === demand
  const repaired = completion(planned.problem, found.plan, {movable: () => true, wanted, keeping, nodes: 0})
  const to = repaired.plan.seatOf[demand]!
  const moves = to < 0 ? [] : repaired.moved.filter((each) => enrolled.has(each))
  return {
    ...known(one),
    since: lostBy(standing, found, one),
    moves: moves.map((each) => ({demand: each, to: repaired.plan.seatOf[each]!})),
    to,
  }
}

/**
 * The claim after which there was no way any more, found by halving: with the claims until then there is none, with one less
 * there is. Claims elsewhere than in the sessions that are too small are taken as they are.
 */
function lostBy(
  {planned, draft, enrolled, keeping}: StandingPlan,
  found: Completion,
  one: Completion['stuck'][number],
): LostBy {
  const {problem, demand: rows} = planned
  const small = one.because ? new Set(one.because.sessions) : null
  const lost = new Set(found.stuck.flatMap(({demand}) => (demand === one.demand ? [] : [demand])))
  const at = (demand: number): string => rows[demand]!.seatedAt ?? ''
  const claims = [...enrolled]
    .filter((demand) => small === null || small.has(draft.seatOf[demand]!))
    .toSorted((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : a - b))
  const wayWith = (count: number): boolean => {
    const free = new Set(claims.slice(count))
    // Claims that were not made yet are registrations like all others, and have no seat before those who have.
    const seatOf = draft.seatOf.map((session, demand) => (enrolled.has(demand) && !free.has(demand) ? session : -1))
    const others = new Set([...free, ...[...draft.seatOf.keys()].filter((demand) => !enrolled.has(demand))])
    const {stuck} = completion(
      problem,
      {opened: [], seatOf},
      {
        movable: (each) => others.has(each),
        wanted: (each) => others.has(each) && !lost.has(each),
        keeping,
        nodes: TRIALS,
      },
    )
    return stuck.length === 0
  }
  if (!wayWith(0)) return null
  let [has, hasNot] = [0, claims.length]
  while (hasNot - has > 1) {
    const middle = Math.floor((has + hasNot) / 2)
    if (wayWith(middle)) has = middle
    else hasNot = middle
  }
  const claim = claims[hasNot - 1]
  return claim === undefined ? null : {demand: claim}
}
