import {minuteOf, oralGrid, type OralGrid} from './oral-grid.ts'
import {oralCost} from './oral-cost.ts'
import type {OralPlan, OralProblem, OralProgress} from './oral-problem.ts'
import {withRooms} from './oral-rooms.ts'
import {OralTable} from './oral-table.ts'
import {searchHalfDays} from './search-half-days.ts'
import {type OralOrder, searchMinutes} from './search-minutes.ts'

/** The same problem, seed and number of proposals give the same plan. `stopped` is asked now and then. */
export type OralBudget = Readonly<{seed: number; proposals: number; stopped?: () => boolean}>

/** Share of the proposals for the half-days; those of the minutes cost several times as much. */
const HALF_DAYS = 0.4

/**
 * Plans orals: first half-days, then minutes within and between them, then rooms. Every progress holds the best plan until
 * then, allowed in every respect; orals that found no place stand without one.
 */
export function* searchOrals(
  problem: OralProblem,
  {seed, proposals, stopped = () => false}: OralBudget,
): Generator<OralProgress, OralProgress> {
  const grid = oralGrid(problem)
  const first = Math.round(proposals * HALF_DAYS)
  const halfDays = searchHalfDays(grid, seed, first)
  let at = halfDays.next()
  while (at.done !== true && !stopped()) at = halfDays.next()
  const {cells, proposals: used} = at.value
  // What the half-days did not need goes to the minutes.
  const search = searchMinutes(grid, cells, seed + 1, at.done === true ? proposals - used : 0)
  for (let step = search.next(); ; step = search.next()) {
    const plan = planOf(grid, step.value)
    const done = step.done === true || stopped()
    const count = step.done === true ? proposals : used + step.value.proposals
    const progress = {proposals: count, of: proposals, cost: oralCost(problem, plan.places), plan}
    if (done) return progress
    yield progress
  }
}

/** A plan from what the search holds: what is not allowed in it loses its place and is placed anew where that can be. */
function planOf(grid: OralGrid, {cell, start}: OralOrder): OralPlan {
  const {problem, parts} = grid
  const table = new OralTable(problem)
  const left: number[] = []
  const inOrder = problem.orals.map((_, oral) => oral).toSorted((a, b) => start[a]! - start[b]! || a - b)
  for (const oral of inOrder) {
    const at = cell[oral]!
    const place = {part: at % parts, panel: Math.floor(at / parts), start: minuteOf(grid, start[oral]!)}
    if (at >= 0 && table.opens(place.panel, place.part) && table.fits(oral, place.panel, place.part, place.start))
      table.put(oral, place)
    else left.push(oral)
  }
  const all = problem.parts.map((_, part) => part)
  for (const oral of left) {
    const choice = table.best(oral, all)
    if (choice) table.put(oral, choice)
  }
  return {places: withRooms(problem, table.places)}
}
