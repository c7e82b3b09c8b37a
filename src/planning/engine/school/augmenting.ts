import {type Floor, inTheWay, sitDown, type Sitting, standUp, suitsSitting, takeBack} from './floor.ts'

/** Sittings by family, so that a bundle looks at those only that it may sit in. */
export type ByFamily = ReadonlyMap<number, readonly Sitting[]>

export function byFamily({sittings}: Floor): ByFamily {
  return Map.groupBy(sittings, ({family}) => family)
}

/** How a bundle looks for a seat. */
export type Looking = {
  readonly families: ByFamily
  readonly random: () => number
  /** Whether it may go to another location than its own. */
  readonly away: boolean
  /** Where it may not sit. */
  readonly but?: Sitting
  /** How many of those in the way, each with another exam, may be moved one after the other. */
  readonly depth: number
  /** Looks at whether somebody could sit somewhere that are still left. */
  left: number
}

/** Looks for one who has no seat, before he is given up. */
const EFFORT = 60_000

export function looking(families: ByFamily, random: () => number, depth: number, away = false, but?: Sitting): Looking {
  return {families, random, depth, away, left: EFFORT, ...(but ? {but} : {})}
}

/** How a bundle comes to a sitting: from the one where it sits, or from nowhere. */
type Step = Readonly<{mover: number; from: Sitting | undefined}>

/**
 * Finds a seat for a bundle: a free one, or one that becomes free because others of its family move on, each to where the
 * next one was: a shortest path, so that as few move as can be. Where no path ends at a free seat, one that is barred by
 * another exam of the same student is opened by moving that one. Answers whether it sits; otherwise nobody has moved.
 */
export function findSeat(floor: Floor, which: number, look: Looking): boolean {
  const {bundles} = floor.layout
  const all = look.families.get(bundles.family[which]!) ?? []
  const own = bundles.location[which]!
  const near = own < 0 || !look.away ? all.filter(({location}) => own < 0 || location === own) : all
  return augmented(floor, which, near, look)
}

function augmented(floor: Floor, which: number, among: readonly Sitting[], look: Looking): boolean {
  const cameBy = new Map<Sitting, Step>()
  const barring = new Set<number>()
  const queue: Sitting[] = []
  const sittings = shuffledFrom(
    among.filter((each) => each !== look.but),
    look.random,
  )
  const spread = (mover: number, from: Sitting | undefined): void => {
    for (const into of sittings) {
      if (into === from || cameBy.has(into) || look.left-- <= 0 || !mayGo(floor, mover, from, into, look.away)) continue
      const other = inTheWay(floor, mover, into)
      if (other === -1) {
        cameBy.set(into, {mover, from})
        queue.push(into)
      } else if (other >= 0) barring.add(other)
    }
  }
  spread(which, undefined)
  for (let at = 0; at < queue.length && look.left > 0; at++) {
    const sitting = queue[at]!
    if (sitting.members.length < sitting.seats) return follow(floor, cameBy, sitting)
    for (const member of sitting.members) spread(member, sitting)
  }
  return look.depth > 0 && [...barring].some((other) => opened(floor, which, other, among, look))
}

/** Whether a bundle may sit somewhere, others of the student aside; who sits at his own location does not leave it for another. */
function mayGo(floor: Floor, mover: number, from: Sitting | undefined, into: Sitting, away: boolean): boolean {
  const own = floor.layout.bundles.location[mover]!
  if (own >= 0 && into.location !== own && (!away || from?.location === own)) return false
  return suitsSitting(floor, mover, into)
}

/** Moves everybody on along a path, the last one first. */
function follow(floor: Floor, cameBy: ReadonlyMap<Sitting, Step>, end: Sitting): boolean {
  const entries = floor.journal.length
  let into: Sitting | undefined = end
  while (into) {
    const {mover, from}: Step = cameBy.get(into)!
    if (from) standUp(floor, mover)
    if (into.members.length >= into.seats || !suitsSitting(floor, mover, into) || inTheWay(floor, mover, into) !== -1) {
      takeBack(floor, entries)
      if (from && floor.seatOf[mover] !== from) sitDown(floor, mover, from)
      return false
    }
    sitDown(floor, mover, into)
    into = from
  }
  return true
}

/** Lets one who bars a step stand up, seats the first one, then him elsewhere; all as it was where that cannot be. */
function opened(floor: Floor, which: number, other: number, among: readonly Sitting[], look: Looking): boolean {
  if (look.left <= 0 || floor.seatOf[other] === undefined) return false
  const entries = floor.journal.length
  const next: Looking = {...look, depth: look.depth - 1}
  standUp(floor, other)
  const done = augmented(floor, which, among, {...next, depth: 0}) && findSeat(floor, other, next)
  look.left = next.left - among.length
  if (done) return true
  takeBack(floor, entries)
  return false
}

function shuffledFrom<T>(list: readonly T[], random: () => number): T[] {
  if (list.length < 2) return [...list]
  const offset = Math.floor(random() * list.length)
  return [...list.slice(offset), ...list.slice(0, offset)]
}
