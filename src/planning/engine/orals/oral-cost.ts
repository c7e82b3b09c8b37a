import {meeting} from './oral-grid.ts'
import type {OralCost, OralPlace, OralProblem, OralStretch} from './oral-problem.ts'

/** An oral with its place, from–to. */
type Heard = Readonly<{oral: number; from: number; to: number}>

/** Minutes that a panel is there and hears nobody between its first and last oral of a part, beyond the breaks that are due. */
export function idleMinutes(problem: OralProblem, free: readonly OralStretch[], heard: readonly Heard[]): number {
  const inOrder = heard.toSorted((a, b) => a.from - b.from)
  let idle = 0
  let row = 1
  for (let k = 1; k < inOrder.length; k++) {
    const gap: OralStretch = [inOrder[k - 1]!.to, inOrder[k]!.from]
    const there = meeting([gap], free).reduce((sum, [from, to]) => sum + to - from, 0)
    const due = row === problem.series ? problem.breakMinutes : 0
    idle += Math.max(0, there - due)
    row = gap[1] - gap[0] >= problem.breakMinutes ? 1 : row + 1
  }
  return idle
}

/** When all examiners of a panel are there, in a part. */
export function panelFree(
  {panels, parts, examiners}: OralProblem,
  panel: number,
  part: number,
): readonly OralStretch[] {
  const {from, to} = parts[part]!
  return panels[panel]!.examiners.reduce<readonly OralStretch[]>(
    (free, examiner) => meeting(free, examiners[examiner]!.free),
    [[from, to]],
  )
}

/** What places cost, by term. */
export function oralCost(problem: OralProblem, places: readonly (OralPlace | null)[]): OralCost {
  const {weights, orals, panels} = problem
  const cells = Map.groupBy(
    places.flatMap((place, oral) =>
      place ? [{place, oral, from: place.start, to: place.start + orals[oral]!.minutes}] : [],
    ),
    ({place}) => place.panel * problem.parts.length + place.part,
  )
  let opening = 0
  let idle = 0
  for (const heard of cells.values()) {
    const {panel, part} = heard[0]!.place
    opening += weights.opening * panels[panel]!.examiners.length
    idle += weights.idle * idleMinutes(problem, panelFree(problem, panel, part), heard)
  }
  const {waiting, split} = studentCost(problem, places)
  const unplaced = weights.unplaced * places.filter((place) => place === null).length
  return {total: unplaced + opening + idle + waiting + split, unplaced, opening, idle, waiting, split}
}

function studentCost(problem: OralProblem, places: readonly (OralPlace | null)[]): Pick<OralCost, 'waiting' | 'split'> {
  const {weights, rest, parts, students, orals} = problem
  const own: {day: number; comes: number; to: number}[][] = students.map(() => [])
  for (const [i, place] of places.entries()) {
    if (!place) continue
    const {minutes, preparation, students: who} = orals[i]!
    for (const student of who)
      own[student]!.push({day: parts[place.part]!.day, comes: place.start - preparation, to: place.start + minutes})
  }
  let waiting = 0
  let split = 0
  for (const list of own) {
    const inOrder = list.toSorted((a, b) => a.comes - b.comes)
    for (let k = 1; k < inOrder.length; k++) {
      const [before, after] = [inOrder[k - 1]!, inOrder[k]!]
      if (before.day === after.day) waiting += weights.waiting * Math.max(0, after.comes - before.to - rest)
      else split += weights.split
    }
  }
  return {waiting, split}
}
