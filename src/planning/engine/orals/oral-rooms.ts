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
      ...spanOf(
        {orals},
        places,
        own.map(({oral}) => oral),
      ),
      orals: own.map(({oral}) => oral),
    }))
    .toSorted((a, b) => a.from - b.from || a.panel - b.panel)
}

/** From the moment the first comes until the last is done. */
function spanOf({orals}: Pick<OralProblem, 'orals'>, places: readonly Roomless[], own: readonly number[]) {
  return {
    from: Math.min(...own.map((oral) => places[oral]!.start - orals[oral]!.preparation)),
    to: Math.max(...own.map((oral) => places[oral]!.start + orals[oral]!.minutes)),
  }
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
  const taken: {from: number; to: number; panel: number}[][] = problem.rooms.map(() => [])
  const used = new Set<string>()
  const of = new Map<string, number>()
  const all = sittings(problem, places)
  const heldRoom = ({orals}: Sitting): number | undefined =>
    orals.map((oral) => held[oral]).find((room) => room !== undefined)
  const book = (room: number, {from, to, day, panel}: Omit<Sitting, 'orals'>): void => {
    taken[room]!.push({from, to, panel})
    used.add(`${room} ${day}`)
    of.set(`${panel} ${day}`, room)
  }
  // Who has a room keeps it, before anybody new is given one.
  for (const sitting of all) {
    const room = heldRoom(sitting)
    if (room === undefined) continue
    const own = sitting.orals.filter((oral) => held[oral] !== undefined)
    book(room, {...sitting, ...spanOf(problem, places, own)})
    for (const oral of own) answer[oral] = {...places[oral]!, room}
  }
  const isFree = (room: number, {from, to, panel}: Sitting): boolean =>
    problem.rooms[room]!.free.some((stretch) => stretch[0] <= from && to <= stretch[1]) &&
    taken[room]!.every((other) => other.panel === panel || other.to <= from || to <= other.from)
  for (const sitting of all) {
    const own = heldRoom(sitting)
    const before = own ?? of.get(`${sitting.panel} ${sitting.day}`)
    const rank = (room: number): number => (room === before ? 0 : used.has(`${room} ${sitting.day}`) ? 1 : 2)
    const rooms = own === undefined ? problem.rooms.map((_, room) => room) : [own]
    const [room] = rooms.filter((each) => isFree(each, sitting)).toSorted((a, b) => rank(a) - rank(b) || a - b)
    if (room === undefined) continue
    book(room, sitting)
    for (const oral of sitting.orals) answer[oral] = {...places[oral]!, room}
  }
  return answer
}
