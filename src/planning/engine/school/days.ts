/** Days for some sittings, and for each person the place of his day among them; -1 for whom none suits. */
export type DayPlan = Readonly<{days: readonly number[]; of: Int32Array; uncovered: number}>

/**
 * Chooses days so that as many persons as can be are there on one of them, and divides the persons over the days by the seats
 * that each holds: who has the least choice first. `there` has for each person the days on which he is.
 */
export function planDays(
  there: readonly (readonly number[])[],
  days: number,
  seats: readonly number[],
  random: () => number,
): DayPlan {
  const chosen = cheapestDays(there, days, seats.length, random)
  const of = new Int32Array(there.length).fill(-1)
  const left = [...seats]
  const order = [...there.keys()].toSorted((a, b) => choice(there[a]!, chosen) - choice(there[b]!, chosen) || a - b)
  let uncovered = 0
  for (const person of order) {
    let best = -1
    for (const [at, day] of chosen.entries())
      if (left[at]! > 0 && there[person]!.includes(day) && (best < 0 || left[at]! > left[best]!)) best = at
    if (best < 0) uncovered++
    else {
      of[person] = best
      left[best]!--
    }
  }
  return {days: chosen, of, uncovered}
}

function choice(own: readonly number[], chosen: readonly number[]): number {
  return chosen.reduce((sum, day) => sum + (own.includes(day) ? 1 : 0), 0)
}

/** Each day that serves most of those not yet served, then exchanges as long as they serve more. */
function cheapestDays(
  there: readonly (readonly number[])[],
  days: number,
  count: number,
  random: () => number,
): number[] {
  const served = (chosen: readonly number[]): number => {
    let sum = 0
    for (const own of there) if (chosen.some((day) => own.includes(day))) sum++
    return sum
  }
  const all = Array.from({length: days}, (_, day) => day)
  const chosen: number[] = []
  const offset = Math.floor(random() * days)
  const shifted = all.map((day) => (day + offset) % days)
  while (chosen.length < count) {
    const ranked = shifted.map((day) => ({day, served: served([...chosen, day]) - (chosen.includes(day) ? 0.5 : 0)}))
    chosen.push(ranked.reduce((best, each) => (each.served > best.served ? each : best)).day)
  }
  if (count > 8 || served(chosen) === there.length) return chosen
  for (let at = 0; at < count; at++) {
    for (const day of shifted) {
      const trial = chosen.with(at, day)
      if (served(trial) > served(chosen)) chosen.splice(0, count, ...trial)
    }
  }
  return chosen
}
