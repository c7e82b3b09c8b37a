import type {OralPlace, OralProblem} from './oral-problem.ts'

type Roomless = Omit<OralPlace, 'room'> | null
type Sitting = Readonly<{panel: number; part: number; day: number; from: number; to: number; orals: readonly number[]}>

/** The stretch in which each panel sits in a part, preparation of the first included, in order of time. */
function sittings({parts, orals}: OralProblem, places: readonly Roomless[]): Sitting[] {
  const placed = places.flatMap((place, oral) => (place ? [{place, oral}] : []))
  const cells = Map.groupBy(placed, ({place}) => place.panel * parts.length + place.part)
  return [...cells.values()]
    .map((own) => ({
      panel: own[0]!.place.panel,
      part: own[0]!.place.part,
      day: parts[own[0]!.place.part]!.day,
      from: Math.min(...own.map(({place, oral}) => place.start - orals[oral]!.preparation)),
      to: Math.max(...own.map(({place, oral}) => place.start + orals[oral]!.minutes)),
      orals: own.map(({oral}) => oral),
    }))
    .toSorted((a, b) => a.from - b.from || a.panel - b.panel)
}

/**
 * Gives every panel one room for each part, as few rooms as do: a panel keeps its room of earlier that day, then rooms that
 * are used already come first. `held` says which room an oral had. Orals of a panel for which no room is free lose their place.
 */
export function withRooms(
  problem: OralProblem,
  places: readonly Roomless[],
  held: readonly (number | undefined)[] = [],
): (OralPlace | null)[] {
  const answer: (OralPlace | null)[] = places.map(() => null)
  const taken: {from: number; to: number}[][] = problem.rooms.map(() => [])
  const used = new Set<string>()
  const of = new Map<string, number>()
  // Those with a room of their own come first, so that nobody new takes it.
  const all = sittings(problem, places)
  const wants = (sitting: Sitting): number | undefined =>
    sitting.orals.map((oral) => held[oral]).find((room) => room !== undefined)
  for (const sitting of [
    ...all.filter((each) => wants(each) !== undefined),
    ...all.filter((each) => wants(each) === undefined),
  ]) {
    const {from, to, day, panel} = sitting
    const before = wants(sitting) ?? of.get(`${panel} ${day}`)
    const rank = (room: number): number => (room === before ? 0 : used.has(`${room} ${day}`) ? 1 : 2)
    const [room] = problem.rooms
      .flatMap(({free}, index) =>
        free.some((stretch) => stretch[0] <= from && to <= stretch[1]) &&
        taken[index]!.every((other) => other.to <= from || to <= other.from)
          ? [index]
          : [],
      )
      .toSorted((a, b) => rank(a) - rank(b) || a - b)
    if (room === undefined) continue
    taken[room]!.push({from, to})
    used.add(`${room} ${day}`)
    of.set(`${panel} ${day}`, room)
    for (const oral of sitting.orals) answer[oral] = {...places[oral]!, room}
  }
  return answer
}
