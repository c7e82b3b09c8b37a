import {oralCost} from './oral-cost.ts'
import type {OralPlace, OralPlan, OralProblem} from './oral-problem.ts'
import {withRooms} from './oral-rooms.ts'
import {type OralChoice, OralTable} from './oral-table.ts'
import {randomFrom} from '../random.ts'

/** What a repair may do. `movable` are the orals that lost their place; all others stay where `held` has them. */
export type OralRepair = Readonly<{
  held: readonly (OralPlace | null)[]
  movable: readonly number[]
  /** Parts in which a new place is looked for first, such as those of the day; then all others. */
  parts: readonly number[]
  seed: number
  /** How often the order of placing is drawn anew. */
  rounds: number
}>

/** Price of a minute by which an oral shifts, and of another day. */
const SHIFT = 0.5
const OTHER_DAY = 2000

/**
 * Finds new places for some orals and moves no other: at the same time with another panel where that can be, else near it.
 * The same seed and rounds give the same plan. Orals that fit nowhere have no place in it.
 */
export function repairOrals(problem: OralProblem, repair: OralRepair): OralPlan {
  const random = randomFrom(repair.seed)
  let best: OralPlan | undefined
  let lowest = Infinity
  let order = repair.movable.toSorted((a, b) => (repair.held[a]?.start ?? 0) - (repair.held[b]?.start ?? 0) || a - b)
  for (let round = 0; round < Math.max(1, repair.rounds); round++) {
    const places = placed(problem, repair, order)
    const price = oralCost(problem, places).total + shifts(problem, repair, places)
    if (price < lowest) {
      lowest = price
      best = {places}
    }
    order = order
      .map((oral) => ({oral, at: random()}))
      .toSorted((a, b) => a.at - b.at)
      .map(({oral}) => oral)
  }
  return best!
}

function placed(
  problem: OralProblem,
  {held, movable, parts}: OralRepair,
  order: readonly number[],
): readonly (OralPlace | null)[] {
  const table = new OralTable(problem)
  const moving = new Set(movable)
  for (const [oral, place] of held.entries()) if (place && !moving.has(oral)) table.put(oral, place)
  const others = problem.parts.flatMap((_, part) => (parts.includes(part) ? [] : [part]))
  for (const oral of order) {
    const was = held[oral]
    const extra = ({part, start}: Omit<OralChoice, 'price'>): number => (was ? shift(problem, was, {part, start}) : 0)
    const choice = table.best(oral, parts, extra) ?? table.best(oral, others, extra)
    if (choice) table.put(oral, choice)
  }
  const rooms = held.map((place, oral) => (moving.has(oral) ? undefined : place?.room))
  return withRooms(problem, table.places, rooms)
}

function shift(
  {parts}: OralProblem,
  was: Pick<OralPlace, 'part' | 'start'>,
  now: Pick<OralPlace, 'part' | 'start'>,
): number {
  return (
    Math.abs(was.start - now.start) * SHIFT * (parts[was.part]?.day === parts[now.part]?.day ? 1 : 0) +
    (parts[was.part]?.day === parts[now.part]?.day ? 0 : OTHER_DAY)
  )
}

function shifts(problem: OralProblem, {held, movable}: OralRepair, places: readonly (OralPlace | null)[]): number {
  return movable.reduce((sum, oral) => {
    const [was, now] = [held[oral], places[oral]]
    return sum + (was && now ? shift(problem, was, now) : 0)
  }, 0)
}
