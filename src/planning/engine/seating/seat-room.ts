import {neighbourBound, neighboursOf, type SeatingPlan, type SeatingProblem, sameNeighbours} from './seating-problem.ts'
import {randomFrom} from '../random.ts'

/** Swaps tried for each candidate when the first seating does not meet the bound. */
const TRIES = 40

/** Seats a room: who has a place of his own first, then the front row, then all others in the way that is asked. The same problem gives the same seating. */
export function seatRoom(problem: SeatingProblem): SeatingPlan {
  const {candidates, way} = problem
  const places = candidates.map(({place}) => place ?? -1)
  const order = placesInOrder(problem)
  const taken = new Set(places.filter((place) => place >= 0))
  const reserved = order
    .toReversed()
    .filter((place) => !taken.has(place))
    .slice(0, Math.max(0, Math.min(problem.reserve, order.length - candidates.length)))
  for (const place of reserved) taken.add(place)
  const seat = (who: readonly number[], from: readonly number[]): void => {
    let next = 0
    for (const candidate of who) {
      while (next < from.length && taken.has(from[next]!)) next++
      const place = from[next]
      if (place === undefined) return
      places[candidate] = place
      taken.add(place)
    }
  }
  const unseated = (): number[] => candidates.flatMap((_, i) => (places[i]! < 0 ? [i] : []))
  seat(
    unseated().filter((i) => candidates[i]!.front),
    order.filter((place) => place < problem.columns),
  )
  seat(way === 'mix' ? byKind(problem, unseated()) : unseated(), way === 'order' ? order : spread(problem, order))
  seat(unseated(), order)
  const plan = {places, reserved: reserved.toSorted((a, b) => a - b)}
  return way === 'order' ? plan : improved(problem, plan)
}

/**
 * The best free place for one who comes late: with nobody of his exam beside him where that can be, a reserved place before
 * others; nobody else moves. Undefined when the room is full.
 */
export function placeForLate(problem: SeatingProblem, plan: SeatingPlan, kind: number): number | undefined {
  const kindAt = new Map(
    plan.places.flatMap((place, i) => (place < 0 ? [] : [[place, problem.candidates[i]!.kind] as const])),
  )
  const price = (place: number): number =>
    neighboursOf(problem, place).filter((next) => kindAt.get(next) === kind).length * 10 +
    (plan.reserved.includes(place) ? 0 : 1)
  return placesInOrder(problem)
    .filter((place) => !kindAt.has(place))
    .toSorted((a, b) => price(a) - price(b) || a - b)[0]
}

function placesInOrder({rows, columns, closed}: SeatingProblem): number[] {
  const shut = new Set(closed)
  return Array.from({length: rows * columns}, (_, i) => i).filter((place) => !shut.has(place))
}

/** The dark places of a chequered room, then the light ones: those of one colour are no neighbours. */
function spread({columns}: SeatingProblem, order: readonly number[]): number[] {
  const dark = (place: number): boolean => (Math.floor(place / columns) + (place % columns)) % 2 === 0
  return [...order.filter(dark), ...order.filter((place) => !dark(place))]
}

/** Exam after exam, the largest first: it fills one colour, and what is left of it sits far from its own. */
function byKind({candidates}: SeatingProblem, who: readonly number[]): number[] {
  const kinds = [...Map.groupBy(who, (i) => candidates[i]!.kind).values()]
  return kinds.toSorted((a, b) => b.length - a.length || a[0]! - b[0]!).flat()
}

/** Changes places two by two, or with an empty one, while that leaves fewer neighbours with one exam, down to the bound. */
function improved(problem: SeatingProblem, plan: SeatingPlan): SeatingPlan {
  const bound = neighbourBound(problem)
  let pairs = sameNeighbours(problem, plan)
  if (pairs <= bound) return plan
  const random = randomFrom(1)
  const places = [...plan.places]
  const at = new Map(places.flatMap((place, i) => (place < 0 ? [] : [[place, i] as const])))
  const reserved = new Set(plan.reserved)
  const order = placesInOrder(problem).filter((place) => !reserved.has(place))
  const around = (place: number, kind: number): number =>
    neighboursOf(problem, place).filter((next) => {
      const who = at.get(next)
      return who !== undefined && problem.candidates[who]!.kind === kind
    }).length
  const fixed = ({front, place}: SeatingProblem['candidates'][number]): boolean => front || place !== null
  for (let n = 0; n < problem.candidates.length * TRIES && pairs > bound; n++) {
    const a = Math.floor(random() * places.length)
    const to = order[Math.floor(random() * order.length)]!
    const b = at.get(to)
    const from = places[a]!
    if (from < 0 || from === to || fixed(problem.candidates[a]!) || (b !== undefined && fixed(problem.candidates[b]!)))
      continue
    const kindA = problem.candidates[a]!.kind
    const kindB = b === undefined ? -1 : problem.candidates[b]!.kind
    if (kindA === kindB) continue
    const mine = around(from, kindA)
    if (mine === 0) continue
    const before = mine + (b === undefined ? 0 : around(to, kindB))
    move(at, places, a, b, from, to)
    const after = around(to, kindA) + (b === undefined ? 0 : around(from, kindB))
    if (after <= before) pairs += after - before
    else move(at, places, a, b, to, from)
  }
  return {...plan, places}
}

function move(
  at: Map<number, number>,
  places: number[],
  a: number,
  b: number | undefined,
  from: number,
  to: number,
): void {
  places[a] = to
  at.set(to, a)
  if (b === undefined) at.delete(from)
  else {
    places[b] = from
    at.set(from, b)
  }
}
