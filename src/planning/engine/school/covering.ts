/** A size of room, and how many rooms and starts of it are left. */
export type RoomSize = Readonly<{seats: number; left: number}>

/** What a session costs by itself, and each seat that stays empty. */
export type CoverPrices = Readonly<{session: number; seat: number}>

/**
 * Sizes of rooms that hold so many at the least cost, as far as there are rooms: an exact cover by dynamic programming,
 * first without regard to how many there are, then again for what the scarce ones leave. Answers fewer seats than asked for
 * when there are no more.
 */
export function cover(persons: number, sizes: readonly RoomSize[], prices: CoverPrices): number[] {
  const left = new Map(sizes.map(({seats, left: rooms}) => [seats, rooms]))
  const chosen: number[] = []
  let rest = persons
  while (rest > 0) {
    const usable = [...left].filter(([seats, rooms]) => seats > 0 && rooms > 0).map(([seats]) => seats)
    if (usable.length === 0) return chosen
    const before = rest
    for (const seats of cheapest(rest, usable, prices)) {
      const rooms = left.get(seats)!
      if (rooms === 0) continue
      left.set(seats, rooms - 1)
      chosen.push(seats)
      rest -= seats
    }
    if (rest === before) return chosen
  }
  return chosen
}

/** The cheapest sizes for so many, largest first; a large number is brought down with the largest room first. */
function cheapest(persons: number, sizes: readonly number[], {session, seat}: CoverPrices): number[] {
  const largest = Math.max(...sizes)
  const exact = Math.min(persons, 40 * largest)
  const many = Math.ceil((persons - exact) / largest)
  const chosen = Array.from({length: many}, () => largest)
  const rest = persons - many * largest
  if (rest <= 0) return chosen
  const cost = new Float64Array(rest + 1).fill(Infinity)
  const last = new Int32Array(rest + 1)
  cost[0] = 0
  for (let held = 1; held <= rest; held++) {
    for (const seats of sizes) {
      const empty = Math.max(0, seats - held)
      const total = cost[Math.max(0, held - seats)]! + session + seat * empty
      if (total < cost[held]!) {
        cost[held] = total
        last[held] = seats
      }
    }
  }
  for (let held = rest; held > 0; held -= last[held]!) chosen.push(last[held]!)
  return chosen.toSorted((a, b) => b - a)
}
