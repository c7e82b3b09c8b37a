import {type Board, emptyBoard, fits, isFree, roomIsFree, seat} from './board.ts'
import {apart, type Bundle, bundlesOf, canStart} from './bundles.ts'
import {type Choice, fill, openFor, queueOf, seatsFor} from './openings.ts'
import type {PlanDraft, PlanProgress, Problem} from './problem.ts'
import {randomFrom} from './random.ts'
import {rescue} from './rescue.ts'
import {staffed} from './staffing.ts'
import {tighten} from './tighten.ts'

export type FirstFitOptions = Readonly<{
  seed: number
  /** How often the whole is planned anew, in another order; the best is kept. */
  rounds: number
  /** Stops between two rounds; the best until then stands. */
  stopped: () => boolean
}>

/**
 * Plans greedily: seats in fixed sessions first, then exams with one start for all, then the other exams by how little
 * choice they leave, each session filled as far as it goes. The same problem, seed and rounds give the same plan.
 */
export function* firstFit(problem: Problem, {seed, rounds, stopped}: FirstFitOptions): Generator<PlanProgress, void> {
  let best: {draft: PlanDraft; unplaced: number; sessions: number} | undefined
  for (let round = 0; round < rounds; round++) {
    const draft = planOnce(problem, randomFrom(seed + round), round > 0)
    const unplaced = draft.seatOf.filter((session) => session < 0).length
    const sessions = draft.opened.length
    if (!best || unplaced < best.unplaced || (unplaced === best.unplaced && sessions < best.sessions))
      best = {draft, unplaced, sessions}
    yield {round: round + 1, rounds, unplaced: best.unplaced, sessions: best.sessions, proposals: 0, plan: best.draft}
    if (stopped()) return
  }
}

function planOnce(problem: Problem, random: () => number, shuffled: boolean): PlanDraft {
  const board = emptyBoard(problem)
  const bundles = bundlesOf(problem, random)
  const waiting = seatInFixed(board, bundles, random)
  const left: Bundle[] = []
  for (const family of families(board, waiting, random, shuffled)) left.push(...placeFamily(board, family))
  rescue(board, left, random)
  tighten(board)
  return draftOf(board)
}

/** Seats left in sessions that are there already are used first; a bundle that fits none as a whole is tried in parts. */
function seatInFixed(board: Board, bundles: readonly Bundle[], random: () => number): Bundle[] {
  if (board.fixed.length === 0) return [...bundles]
  const place = (bundle: Bundle): boolean => {
    const free = board.fixed.filter((sitting) => fits(board, bundle, sitting))
    const best = free.find(({location}) => location === bundle.location) ?? free[0]
    if (best) seat(board, bundle, best)
    return best !== undefined
  }
  return queueOf(board, bundles).bundles.flatMap((bundle) => {
    if (place(bundle)) return []
    if (bundle.demands.length === 1) return [bundle]
    const parts = apart(board.problem, bundle, random)
    const rest = parts.filter((part) => !place(part))
    return rest.length === parts.length ? [bundle] : rest
  })
}

/** What is planned together: one exam with one start, or a family at one location. The hardest come first. */
function families(board: Board, bundles: readonly Bundle[], random: () => number, shuffled: boolean): Bundle[][] {
  const {exams} = board.problem
  const once = (bundle: Bundle): boolean => exams[bundle.exams[0]!]!.once
  const groups = [
    ...Map.groupBy(bundles, (bundle) =>
      once(bundle) ? `once ${bundle.exams[0]!}` : `${bundle.family} ${bundle.location}`,
    ).values(),
  ]
  const choice = (group: readonly Bundle[]): number =>
    group.reduce((sum, {slots}) => sum + slots.length, 0) / group.length
  const ranked = groups.map((group) => ({
    group,
    first: once(group[0]!) ? 0 : 1,
    choice: choice(group) * (shuffled ? 0.7 + 0.6 * random() : 1),
  }))
  return ranked
    .toSorted((a, b) => a.first - b.first || a.choice - b.choice || b.group.length - a.group.length)
    .map(({group}) => group)
}

/** Opens sessions for a family until all sit or nothing is left; answers who found no place. */
function placeFamily(board: Board, bundles: Bundle[]): Bundle[] {
  if (!board.problem.opens) return bundles
  const exam = bundles[0]!.exams[0]!
  const choice = board.problem.exams[exam]!.once ? {start: bestStart(board, bundles, exam)} : {}
  return openAll(board, bundles, choice.start === undefined ? {} : {start: choice.start})
}

/** Sessions at their own location first; those who find nothing there are tried anywhere by the rescue. */
function openAll(board: Board, bundles: readonly Bundle[], choice: Choice): Bundle[] {
  const left: Bundle[] = []
  for (const [location, near] of Map.groupBy(bundles, (bundle) => bundle.location)) {
    const queue = queueOf(board, near)
    const opened = board.ofFamily.get(near[0]!.family) ?? []
    for (const sitting of opened.filter((each) => location < 0 || each.location === location))
      fill(board, queue, sitting)
    while (queue.bundles.length > 0) {
      if (openFor(board, queue, location < 0 ? choice : {...choice, locations: new Set([location])}) > 0) continue
      left.push(queue.bundles[0]!)
      skip(queue.bundles, queue.suited)
    }
  }
  return left
}

function skip(bundles: Bundle[], suited: number[]): void {
  for (const slot of bundles.shift()!.slots) suited[slot]!--
}

/** The start at which most can come and find a seat, the earliest of equals; starts that an exam has already are the only ones. */
function bestStart(board: Board, bundles: readonly Bundle[], exam: number): number | undefined {
  const {problem} = board
  const {starts} = problem.exams[exam]!
  const longest = Math.max(...bundles.map(({minutes}) => minutes))
  const seats = (start: number): number =>
    [...problem.rooms.keys()]
      .filter((room) => roomIsFree(board, room, start, start + longest))
      .reduce((sum, room) => sum + seatsFor(board, room, bundles[0]!), 0)
  const ranked = (starts.length > 0 ? starts : problem.slots.map(({from}) => from)).map((start) => {
    const able = bundles.filter(
      (bundle) => canStart(problem, bundle, start) && isFree(board, bundle, {from: start, location: -1}),
    ).length
    return {start, seated: Math.min(able, seats(start))}
  })
  return ranked.toSorted((a, b) => b.seated - a.seated || a.start - b.start)[0]?.start
}

function draftOf(board: Board): PlanDraft {
  const {problem} = board
  const sittings = board.opened.toSorted((a, b) => a.from - b.from || a.room - b.room)
  const duties = new Map(sittings.map((each) => [each, {...each, students: each.members.length}]))
  const crews = staffed(problem, [...duties.values()])
  const seatOf = problem.demands.map(() => -1)
  for (const [index, {members}] of [...board.fixed, ...sittings].entries()) {
    for (const {demands} of members) for (const demand of demands) seatOf[demand] = index
  }
  const opened = sittings.map((sitting) => ({
    room: sitting.room,
    from: sitting.from,
    to: sitting.to,
    exams: [...new Set(sitting.members.flatMap(({exams}) => exams))].toSorted((a, b) => a - b),
    ...crews.get(duties.get(sitting)!)!,
  }))
  return {opened, seatOf}
}
