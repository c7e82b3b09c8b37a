import {randomFrom} from '../random.ts'
import {RotaBoard} from './rota-board.ts'
import {rotaCost, type RotaProblem, type RotaProgress} from './rota-problem.ts'

/** The same problem, seed and number of proposals give the same rota. */
export type RotaBudget = Readonly<{seed: number; proposals: number; stopped?: () => boolean}>

/** Temperatures in the unit of the weights: a day for which somebody is called in is 30. */
const HOT = 60
const COLD = 0.05

/**
 * Gives duties to people by annealing: one to another person, or two that change hands. Nobody is ever in two places, beyond
 * his hours or above his limit; a duty for which nobody is left has nobody.
 */
export function* searchRota(
  problem: RotaProblem,
  {seed, proposals, stopped = () => false}: RotaBudget,
): Generator<RotaProgress, RotaProgress> {
  const board = new RotaBoard(problem)
  const random = randomFrom(seed)
  const pick = (n: number): number => Math.floor(random() * n)
  let cost = firstRota(board)
  let best = cost
  let kept = board.who.slice()
  const answer = (n: number): RotaProgress => {
    const plan = {staff: [...kept]}
    return {proposals: n, of: proposals, cost: rotaCost(problem, plan), plan}
  }
  if (problem.duties.length === 0) return answer(0)
  const cooling = (COLD / HOT) ** (1 / Math.max(1, proposals))
  let heat = HOT
  for (let n = 0; n < proposals; n++) {
    heat *= cooling
    const duty = pick(problem.duties.length)
    const other = random() < 0.4 ? pick(problem.duties.length) : -1
    const undo = other >= 0 ? exchange(board, duty, other) : reassign(board, duty, pick)
    if (undo === undefined) continue
    if (undo.delta <= 0 || random() < Math.exp(-undo.delta / heat)) {
      cost += undo.delta
      if (cost < best - 1e-6) {
        best = cost
        kept = board.who.slice()
      }
    } else undo.back()
    if (n % 65_536 === 65_535) {
      if (stopped()) return answer(n + 1)
      yield answer(n + 1)
    }
  }
  return answer(proposals)
}

type Change = Readonly<{delta: number; back: () => void}>

function reassign(board: RotaBoard, duty: number, pick: (n: number) => number): Change | undefined {
  const eligible = board.eligible[duty]!
  const before = board.who[duty]!
  const person = eligible[pick(eligible.length)]
  if (person === undefined || person === before || !board.fits(person, duty)) return undefined
  return {delta: board.give(duty, person), back: () => void board.give(duty, before)}
}

function exchange(board: RotaBoard, duty: number, other: number): Change | undefined {
  const [a, b] = [board.who[duty]!, board.who[other]!]
  if (a === b || a < 0 || b < 0) return undefined
  if (!board.eligible[duty]!.includes(b) || !board.eligible[other]!.includes(a)) return undefined
  if (!board.fits(b, duty, other) || !board.fits(a, other, duty)) return undefined
  // Both are without one first, so that a duty is never counted twice.
  const delta = board.give(duty, -1) + board.give(other, a) + board.give(duty, b)
  return {delta, back: () => void (board.give(duty, -1), board.give(other, b), board.give(duty, a))}
}

/** In order of how few may do a duty: each to whom it adds least. */
function firstRota(board: RotaBoard): number {
  const {duties, weights, staff} = board.problem
  let cost = duties.length * weights.unfilled
  cost += staff.reduce((sum, {carried}) => sum + weights.fairness * (carried / 60) ** 2, 0)
  const order = duties
    .map((_, i) => i)
    .toSorted((a, b) => board.eligible[a]!.length - board.eligible[b]!.length || a - b)
  for (const duty of order) {
    let best = -1
    let least = Infinity
    for (const person of board.eligible[duty]!) {
      if (!board.fits(person, duty)) continue
      const delta = board.give(duty, person)
      board.give(duty, -1)
      if (delta < least) [best, least] = [person, delta]
    }
    if (best >= 0) cost += board.give(duty, best)
  }
  return cost
}
