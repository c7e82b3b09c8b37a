/** What the bench can be asked for: `npm run bench -- planning`. */
export const SUBJECTS = ['planning', 'orals', 'rota', 'seating'] as const
export type Subject = (typeof SUBJECTS)[number]

/** What one run of one case found. Only what holds is a figure: a run whose answer its checker refuses throws. */
export type Figure = Readonly<{
  /** In the unit of the case; less is better. */
  value: number
  /** CPU seconds of the search, reading and first plan included. */
  seconds: number
  proposals?: number
  /** By kind of move: how many were tried and accepted, and the share of time they take. */
  moves?: Readonly<Record<string, MoveShare>>
  /** What else is worth telling, by name. */
  notes?: Readonly<Record<string, string | number>>
}>

export type MoveShare = Readonly<{tried: number; accepted: number; time?: number}>

/** One thing that is measured, always with the same settings. */
export type MeasuredCase = Readonly<{
  subject: Subject
  /** Cases of one group stand together in the table. */
  group: string
  name: string
  unit: string
  /** What the value is held against: the best known, a proven bound, what another program reaches, and our own goal. */
  best?: number
  bound?: number
  peer?: number
  goal?: number
  /** Runs, each with a seed of its own, and how many of them in ten minutes: none where it takes too long. */
  seeds: number
  quick: number
  /** Searches side by side, each with the next seed; the best of them is the figure. */
  workers?: number
  run: (seed: number) => Figure | Promise<Figure>
}>

/** CPU seconds of this process. */
export function cpuSeconds(): number {
  const {user, system} = process.cpuUsage()
  return (user + system) / 1e6
}

/** Runs a search to its end; answers what it gave last. */
export function lastOf<T>(search: Iterator<T, T>): Readonly<{last: T; seconds: number}> {
  const start = cpuSeconds()
  for (let step = search.next(); ; step = search.next())
    if (step.done === true) return {last: step.value, seconds: cpuSeconds() - start}
}
