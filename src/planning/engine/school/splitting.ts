import {clear, type Floor, seatsIn, type Sitting} from './floor.ts'
import {canBeAt, type Layout} from './layout.ts'
import {sitting} from './opening.ts'

/**
 * Makes two sittings of one where some of a family find no seat at their location though there are seats: too few moments
 * suit them. Seats stay as they are as far as rooms allow; those without one are meant for the second, with those who are
 * there at the same times. Answers who is still meant for none.
 */
export function splitForRest(floor: Floor, left: readonly number[]): number[] {
  const {bundles} = floor.layout
  const groups = Map.groupBy(left, (which) => `${bundles.family[which]} ${bundles.location[which]}`)
  return [...groups.values()].flatMap((group) => {
    const family = bundles.family[group[0]!]!
    const own = floor.sittings.filter(
      (each) =>
        each.family === family &&
        !each.still &&
        each.location === bundles.location[group[0]!] &&
        each.members.length > 1,
    )
    const largest = own.toSorted((a, b) => b.members.length - a.members.length)[0]
    return largest && split(floor, largest, group) ? [] : group
  })
}

function split(floor: Floor, large: Sitting, group: readonly number[]): boolean {
  const {layout} = floor
  const {bundles, problem, suits} = layout
  const persons = large.members.length + group.length
  const need = bundles.need[group[0]!]!
  const sizes = [...problem.rooms.keys()]
    .filter(
      (room) => problem.rooms[room]!.location === large.location && suits[need * problem.rooms.length + room] === 1,
    )
    .map((room) => seatsIn(layout, room, large.family))
  const pair = tightestPair([...new Set(sizes)], persons, large.seats)
  if (!pair) return false
  const [first, second] = pair
  const kin = byKinship(layout, large.members, group)
  clear(floor, large)
  const moved = new Set(kin.slice(0, Math.max(0, Math.max(second - group.length, persons - first - group.length))))
  large.waiting.splice(0, Infinity, ...large.waiting.filter((which) => !moved.has(which)))
  floor.sittings.push(sitting(large.family, large.location, second, [...group, ...moved]))
  return true
}

/** Two sizes that hold so many, with the fewest seats; of equals those that differ most. Neither is as large as what they replace. */
function tightestPair(sizes: readonly number[], persons: number, was: number): [number, number] | undefined {
  let best: [number, number] | undefined
  for (const a of sizes)
    for (const b of sizes) {
      if (a < b || a + b < persons || a >= Math.max(was, persons)) continue
      if (!best || a + b < best[0] + best[1] || (a + b === best[0] + best[1] && a > best[0])) best = [a, b]
    }
  return best
}

/** Members in order of how many starts they share with a group, most first. */
function byKinship(layout: Layout, members: readonly number[], group: readonly number[]): number[] {
  const wanted = new Float64Array(layout.columns.count)
  for (const which of group)
    for (let column = 0; column < wanted.length; column++) if (canBeAt(layout, which, column)) wanted[column]!++
  const kinship = (which: number): number => {
    let [sum, choice] = [0, 0]
    for (let column = 0; column < wanted.length; column++)
      if (canBeAt(layout, which, column)) {
        sum += wanted[column]!
        choice++
      }
    return sum / Math.max(1, choice)
  }
  const values = new Map(members.map((which) => [which, kinship(which)]))
  return members.toSorted((a, b) => values.get(b)! - values.get(a)! || a - b)
}
