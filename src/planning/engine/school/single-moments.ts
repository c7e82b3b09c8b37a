import {type Floor, inTheWay, minutesFree, seatsIn} from './floor.ts'
import {canBeAt} from './layout.ts'
import {openForRest} from './placing.ts'

/** Plans the exams that all take at one start, the largest first: at the start at which most can come and find a seat. */
export function placeSingleMoments(floor: Floor): void {
  const {bundles} = floor.layout
  const groups = [...bundles.families.keys()]
    .filter((family) => bundles.families[family]!.once >= 0)
    .map((family) => waitingOf(floor, family))
    .toSorted((a, b) => b.length - a.length)
  for (const group of groups) {
    const column = group.length === 0 ? -1 : bestStart(floor, group)
    if (column < 0) continue
    const before = floor.sittings.length
    const left = openForRest(floor, group, false, [column])
    openForRest(floor, left, true, [column])
    for (const [at, each] of floor.sittings.entries()) if (at >= before) floor.sittings[at] = keptStill(floor, each)
  }
}

function waitingOf({layout: {bundles}, fixedOf, seatOf}: Floor, family: number): number[] {
  return [...bundles.family.keys()].filter(
    (which) => bundles.family[which] === family && fixedOf[which]! < 0 && !seatOf[which],
  )
}

/** A sitting that the search leaves where it is. */
function keptStill(floor: Floor, each: Floor['sittings'][number]): Floor['sittings'][number] {
  const still = {...each, still: true}
  for (const which of still.members) floor.seatOf[which] = still
  for (const [cell, holder] of floor.cells.entries()) if (holder === each) floor.cells[cell] = still
  return still
}

function bestStart(floor: Floor, group: readonly number[]): number {
  const {layout} = floor
  const {columns, problem, bundles} = layout
  const {starts} = problem.exams[bundles.families[bundles.family[group[0]!]!]!.once]!
  const longest = group.reduce((most, which) => Math.max(most, bundles.minutes[which]!), 0)
  let best = -1
  let most = 0
  for (let column = 0; column < columns.count; column++) {
    const from = columns.from[column]!
    if (starts.length > 0 && !starts.includes(from)) continue
    const able = group.filter(
      (which) =>
        canBeAt(layout, which, column) && inTheWay(floor, which, {from, location: bundles.location[which]!}) === -1,
    ).length
    const seats = [...problem.rooms.keys()]
      .filter((room) => minutesFree(floor, room, column) >= longest)
      .reduce((sum, room) => sum + seatsIn(layout, room, bundles.family[group[0]!]!), 0)
    if (Math.min(able, seats) > most) {
      most = Math.min(able, seats)
      best = column
    }
  }
  return best
}
