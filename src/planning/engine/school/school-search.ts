import {firstFit} from '../first-fit.ts'
import type {PlanDraft, PlanProgress, Problem} from '../problem.ts'
import {randomFrom} from '../random.ts'
import {arrange} from './arranging.ts'
import {draftOf} from './draft.ts'
import {seatInFixed} from './fixed-seats.ts'
import {copied, emptyFloor, type Floor, type Sitting} from './floor.ts'
import {layoutOf} from './layout.ts'
import {sitting, sittingsFor} from './opening.ts'
import {byFamily} from './augmenting.ts'
import {closeLight, dropEmpty, openForRest, seatAll, seatWaiting} from './placing.ts'
import {placeSingleMoments} from './single-moments.ts'
import {costByTerm, totalOf} from './terms.ts'

export type SchoolOptions = Readonly<{
  seed: number
  /** How often the sittings are arranged and their seats given out; the best plan is kept. */
  rounds: number
  /** Asked now and then; the best plan until then stands. */
  stopped: () => boolean
}>

/** Proposals of the first arrangement and of each later one, by sitting, and their bounds. */
const FIRST = {each: 1_500, least: 8_192, most: 800_000}
const LATER = {each: 3_000, least: 8_192, most: 8_000_000}
const HOT = 600
const WARM = 80
const COLD = 1

/** Who travels costs less than a session for so few. */
const WORTH_A_SESSION = 4
/** Problems of at most so many demands are planned greedily too, tiny ones in every round: of them every start can be tried. */
const SMALL = 1_500
const TINY = 300

/**
 * Plans a school: seats left in fixed sessions, exams with one moment, then sittings of the other exams. Rounds of arranging
 * the sittings in rooms and time, by the same annealing that serves public instances, and of giving out seats one by one.
 * Every round ends with a plan; the best is kept. The same problem, seed and rounds give the same plan.
 */
export function* searchSchool(problem: Problem, {seed, rounds, stopped}: SchoolOptions): Generator<PlanProgress, void> {
  const random = randomFrom(seed)
  let best: {draft: PlanDraft; total: number} | undefined
  const consider = (draft: PlanDraft): void => {
    const total = totalOf(problem, costByTerm(problem, draft))
    if (!best || total < best.total) best = {draft, total}
  }
  if (problem.demands.length <= SMALL)
    for (const {plan} of firstFit(problem, {seed, rounds: 1, stopped})) consider(plan)
  const floor = emptyFloor(layoutOf(problem))
  seatInFixed(floor)
  if (problem.opens) {
    placeSingleMoments(floor)
    floor.sittings.push(...sittingsFor(floor, random))
  }
  let proposals = 0
  for (let round = 0; round < rounds; round++) {
    if (problem.opens) {
      if (round > 0 && problem.demands.length <= TINY)
        for (const {plan} of firstFit(problem, {seed: seed + round, rounds: 1, stopped})) consider(plan)
      for (const moves of arrangeOnce(floor, seed, round, random)) {
        proposals += moves
        if (stopped() && best) break
      }
    }
    const finished = copied(floor)
    if (problem.opens) finish(finished, random)
    consider(draftOf(finished))
    yield {...progressOf(best!.draft), round: round + 1, rounds, proposals}
    if (stopped() || !problem.opens) return
  }
}

function progressOf(plan: PlanDraft): Pick<PlanProgress, 'unplaced' | 'sessions' | 'plan'> {
  const unplaced = plan.seatOf.filter((session) => session < 0).length
  return {unplaced, sessions: plan.opened.length, plan}
}

/** One arrangement of all sittings, and seats for all who find one without a further session. */
function* arrangeOnce(floor: Floor, seed: number, round: number, random: () => number): Generator<number, void> {
  const {each, least, most} = round === 0 ? FIRST : LATER
  const proposals = Math.min(most, Math.max(least, floor.sittings.length * each))
  if (round > 0) meantFor(floor, random)
  yield* arrange(floor, {seed: seed + round, proposals, hot: round === 0 ? HOT : WARM, cold: COLD}, random)
  let left = moving(floor, seatWaiting(floor))
  dropEmpty(floor)
  for (let depth = 0; depth <= 4; depth++) left = seatAll(floor, left, depth, random)
}

/** Opens sessions for those without a seat, or sends them to another location where they are few; then closes what can be. */
function finish(floor: Floor, random: () => number): void {
  const {bundles} = floor.layout
  const left = moving(
    floor,
    [...floor.seatOf.keys()].filter((which) => !floor.seatOf[which] && floor.fixedOf[which]! < 0),
  )
  const groups = [...Map.groupBy(left, (which) => `${bundles.family[which]} ${bundles.location[which]}`).values()]
  const many = groups.filter(({length}) => length >= WORTH_A_SESSION).flat()
  let rest = openForRest(floor, many, false)
  rest = [...rest, ...groups.filter(({length}) => length < WORTH_A_SESSION).flat()]
  rest = seatAll(floor, rest, 4, random, true)
  openForRest(floor, openForRest(floor, rest, false), true)
  closeLight(floor, random)
}

/** Those whose exam has more moments than one. */
function moving({layout: {bundles}}: Floor, left: readonly number[]): number[] {
  return left.filter((which) => bundles.families[bundles.family[which]!]!.once < 0)
}

/** Lets those without a seat wait for the emptiest sitting of theirs, so that the next arrangement counts them. */
function meantFor(floor: Floor, random: () => number): void {
  const {bundles} = floor.layout
  const families = byFamily(floor)
  const waiting = new Set(floor.sittings.flatMap((each) => each.waiting))
  for (let which = 0; which < bundles.count; which++) {
    if (waiting.has(which) || floor.seatOf[which] || floor.fixedOf[which]! >= 0) continue
    if (bundles.families[bundles.family[which]!]!.once >= 0) continue
    const own = (families.get(bundles.family[which]!) ?? []).filter(
      ({location, still}) => !still && (bundles.location[which]! < 0 || location === bundles.location[which]),
    )
    const open = own.filter((each) => each.members.length + each.waiting.length < each.seats)
    const to: Sitting | undefined = open[Math.floor(random() * open.length)]
    if (to) to.waiting.push(which)
    else floor.sittings.push(sitting(bundles.family[which]!, Math.max(0, bundles.location[which]!), 0, [which]))
  }
}
