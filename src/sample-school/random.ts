/** Chance that can be repeated: the same seed and stream give the same draws on every machine. */
export type Random = Readonly<{
  /** From 0, below 1. */
  next: () => number
  /** A whole number, both bounds included. */
  between: (least: number, most: number) => number
  chance: (probability: number) => boolean
  /** One of a list that is not empty. */
  pick: <T>(from: readonly T[]) => T
  shuffled: <T>(from: readonly T[]) => T[]
}>

/**
 * Opens a stream of chance (mulberry32).
 *
 * Each file of the sample school draws from a stream of its own, so that a new column in one leaves the others alone.
 */
export function randomOf(seed: number, stream: string): Random {
  let state = hashOf(stream, seed)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const pick = <T>(from: readonly T[]): T => itemAt(from, between(0, from.length - 1))
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick,
    shuffled: (from) => shuffled(from, between),
  }
}

/** The item at an index that must exist. @throws RangeError when it does not */
export function itemAt<T>(from: readonly T[], index: number): T {
  if (index < 0 || index >= from.length) throw new RangeError(`There is no item ${index} in a list of ${from.length}.`)
  return from[index] as T
}

function shuffled<T>(from: readonly T[], between: Random['between']): T[] {
  const items = [...from]
  for (let last = items.length - 1; last > 0; last--) {
    const other = between(0, last)
    const moved = itemAt(items, last)
    items[last] = itemAt(items, other)
    items[other] = moved
  }
  return items
}

// FNV-1a: neighbouring seeds and like-named streams must not give like draws.
function hashOf(text: string, seed: number): number {
  let hash = 2166136261 ^ seed
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619)
  return Math.imul(hash ^ (hash >>> 16), 2246822507)
}
