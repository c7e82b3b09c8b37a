import {back, ownInTheWay, rise, scarce, type Search, sit} from './seating.ts'

/** More registrations that hang together than this are not tried in every way. */
const MOST = 300

/**
 * Tries every way to seat all that hangs together with `left`, until all have a seat or `nodes` trials are made, and leaves
 * the best one; answers whether there is no better.
 */
export function exhausted(search: Search, left: readonly number[], nodes: number): boolean {
  const {seating, domains} = search
  const moving = together(search, left).toSorted((a, b) => domains(a).length - domains(b).length || a - b)
  if (moving.length > MOST) return false
  const before = [...seating.seatOf]
  const hopeless = moving.filter((demand) => domains(demand).length === 0).length
  let [found, fewest, trials] = [before, left.length, nodes]
  for (const demand of moving) if (before[demand]! >= 0) rise(seating, demand)

  const descend = (position: number, unseated: number): void => {
    if (unseated >= fewest || fewest === hopeless || trials-- <= 0) return
    const demand = moving[position]
    if (demand === undefined) {
      fewest = unseated
      found = [...seating.seatOf]
      return
    }
    // Where he sits already comes first, so that a tie moves nobody.
    const choices = domains(demand).toSorted((a, b) => Number(b === before[demand]) - Number(a === before[demand]))
    for (const session of choices) {
      const sitting = seating.sittings[session]!
      if (ownInTheWay(seating, demand, sitting)?.length !== 0 || scarce(seating, demand, sitting)) continue
      const mark = seating.journal.length
      sit(seating, demand, session)
      descend(position + 1, unseated)
      back(seating, mark)
    }
    descend(position + 1, unseated + 1)
  }
  descend(0, 0)
  for (const demand of moving) if (found[demand]! >= 0) sit(seating, demand, found[demand]!)
  return trials > 0 || fewest === hopeless
}

/** Those without a seat, and all who may move and share a session or a student with them, and so on. */
function together({seating, domains, movable}: Search, left: readonly number[]): number[] {
  const {problem, sittings, seatOf, ofStudent} = seating
  const known = new Set(left)
  const looked = new Set<number>()
  for (const demand of known) {
    const others = [...ofStudent[problem.demands[demand]!.student]!]
    for (const session of domains(demand)) {
      if (looked.has(session)) continue
      looked.add(session)
      others.push(...[...sittings[session]!.seated.values()].flat())
    }
    for (const other of others) if (seatOf[other]! >= 0 && movable(other)) known.add(other)
    if (known.size > MOST) break
  }
  return [...known]
}
