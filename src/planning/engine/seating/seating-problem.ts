/** How a room is filled: by list, with different exams next to each other, or with empty places between. */
export type SeatingWay = 'order' | 'mix' | 'distance'

/** A room of rows and columns; places are numbered row by row from the front left. */
export type SeatingProblem = Readonly<{
  rows: number
  columns: number
  /** Places that cannot be used: a pillar, a broken computer. */
  closed: readonly number[]
  /** Who must sit, in the order of the list; `kind` is the same for the same exam. */
  candidates: readonly Readonly<{
    key: string
    kind: number
    /** Wants the front row, or the place that is named. */
    front: boolean
    place: number | null
  }>[]
  way: SeatingWay
  /** Places kept free for strays, at the back. */
  reserve: number
}>

/** A place for each candidate, -1 where there is none left; and the places kept free. */
export type SeatingPlan = Readonly<{places: readonly number[]; reserved: readonly number[]}>

/** Places next to, before and behind a place. */
export function neighboursOf(
  {rows, columns}: Pick<SeatingProblem, 'rows' | 'columns'>,
  place: number,
): readonly number[] {
  const [row, column] = [Math.floor(place / columns), place % columns]
  return [
    ...(column > 0 ? [place - 1] : []),
    ...(column < columns - 1 ? [place + 1] : []),
    ...(row > 0 ? [place - columns] : []),
    ...(row < rows - 1 ? [place + columns] : []),
  ]
}

/** Pairs of neighbours who take the same exam. */
export function sameNeighbours(problem: SeatingProblem, {places}: Pick<SeatingPlan, 'places'>): number {
  const kindAt = new Map(
    places.flatMap((place, i) => (place < 0 ? [] : [[place, problem.candidates[i]!.kind] as const])),
  )
  let pairs = 0
  for (const [place, kind] of kindAt)
    for (const next of neighboursOf(problem, place)) if (next > place && kindAt.get(next) === kind) pairs++
  return pairs
}

/**
 * Fewest pairs of neighbours with the same exam that any seating has: of one exam no more can sit apart from each other than
 * the largest set of places without neighbours in it, and each candidate beyond that has one.
 */
export function neighbourBound(problem: SeatingProblem): number {
  const apart = mostApart(problem)
  const counts = Map.groupBy(problem.candidates, ({kind}) => kind)
  return [...counts.values()].reduce((sum, {length}) => sum + Math.max(0, length - apart), 0)
}

/** Places less a largest matching of neighbours: in a grid exactly so many can be without a neighbour (Kőnig). */
function mostApart(problem: SeatingProblem): number {
  const {rows, columns, closed} = problem
  const shut = new Set(closed)
  const open = Array.from({length: rows * columns}, (_, i) => i).filter((place) => !shut.has(place))
  const matched = new Map<number, number>()
  const reach = (place: number, seen: Set<number>): boolean =>
    neighboursOf(problem, place).some((next) => {
      if (shut.has(next) || seen.has(next)) return false
      seen.add(next)
      const other = matched.get(next)
      if (other !== undefined && !reach(other, seen)) return false
      matched.set(next, place)
      return true
    })
  const black = open.filter((place) => (Math.floor(place / columns) + (place % columns)) % 2 === 0)
  return open.length - black.filter((place) => reach(place, new Set())).length
}
