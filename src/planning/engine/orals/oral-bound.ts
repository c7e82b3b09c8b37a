import {oralGrid} from './oral-grid.ts'
import type {OralProblem} from './oral-problem.ts'

/** A proven floor under the cost of any plan, by term; a term that is not named can be zero. */
export type OralBound = Readonly<{total: number; opening: number; split: number}>

/**
 * What every plan that places all orals costs at least: for exams whose panels have nobody in common, the fewest half-days
 * that hold their minutes and breaks; and a further day for each student who cannot be heard on one day.
 */
export function oralBound(problem: OralProblem): OralBound {
  const grid = oralGrid(problem)
  const {weights, panels} = problem
  let opening = 0
  for (const {orals, cells} of families(problem)) {
    const ticks = orals.reduce((sum, oral) => sum + grid.minutes[oral]!, 0)
    const longest = Math.max(...orals.map((oral) => grid.minutes[oral]!))
    const sizes = cells
      .map((cell) => ({
        ticks: work(grid.capacity[cell]!, longest, grid.series, grid.breakTicks),
        examiners: panels[Math.floor(cell / grid.parts)]!.examiners.length,
      }))
      .filter((cell) => cell.ticks > 0)
      .toSorted((a, b) => b.ticks / b.examiners - a.ticks / a.examiners)
    opening += weights.opening * fewest(sizes, ticks)
  }
  const split = weights.split * problem.students.filter((_, s) => needsTwoDays(problem, grid, s)).length
  return {total: opening + split, opening, split}
}

/** Most ticks of orals in a cell of `capacity`, with a break after every `series`. */
function work(capacity: number, longest: number, series: number, pause: number): number {
  for (let ticks = capacity; ticks > 0; ticks--) {
    const orals = Math.ceil(ticks / longest)
    if (ticks + Math.floor((orals - 1) / Math.max(1, series)) * pause <= capacity) return ticks
  }
  return 0
}

/** Examiner half-days that hold `ticks`, the roomiest first: whole ones when all panels are of one size, else parts of them. */
function fewest(sizes: readonly Readonly<{ticks: number; examiners: number}>[], ticks: number): number {
  const whole = new Set(sizes.map(({examiners}) => examiners)).size === 1
  let left = ticks
  let sum = 0
  for (const size of sizes) {
    if (left <= 0) break
    sum += whole ? size.examiners : size.examiners * Math.min(1, left / size.ticks)
    left -= size.ticks
  }
  return sum
}

/** Groups of orals that share panels, or examiners, with no other group. */
function families({orals, panels, parts}: OralProblem): {orals: number[]; cells: number[]}[] {
  const owner = panels.map((_, i) => i)
  const find = (i: number): number => {
    let at = i
    while (owner[at] !== at) at = owner[at]!
    return at
  }
  for (const oral of orals) for (const panel of oral.panels) owner[find(panel)] = find(oral.panels[0]!)
  const byRoot = Map.groupBy(
    orals.flatMap((oral, i) => (oral.panels.length > 0 ? [{i, root: find(oral.panels[0]!)}] : [])),
    ({root}) => root,
  )
  return [...byRoot].map(([root, own]) => ({
    orals: own.map(({i}) => i),
    cells: panels.flatMap((_, panel) =>
      find(panel) === root ? parts.map((__, part) => panel * parts.length + part) : [],
    ),
  }))
}

function needsTwoDays(problem: OralProblem, grid: ReturnType<typeof oralGrid>, s: number): boolean {
  const first = grid.firstOral[s]!
  const last = grid.firstOral[s + 1]!
  if (last - first < 2) return false
  const needed =
    grid.orals.subarray(first, last).reduce((sum, oral) => sum + grid.minutes[oral]!, 0) +
    (last - first - 1) * grid.rest
  const base = s * (grid.ticks + 1)
  return grid.dayStart.every(
    (_, day) =>
      grid.freeBefore[base + (day + 1) * grid.dayTicks]! - grid.freeBefore[base + day * grid.dayTicks]! < needed,
  )
}
