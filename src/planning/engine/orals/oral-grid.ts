import type {OralProblem, OralStretch} from './oral-problem.ts'

/**
 * A problem as typed arrays, in ticks of its grid. A tick counts from the start of the first day's window; every day has
 * `dayTicks` of them, so that the day of a tick is its quotient. A cell is a panel in a part: `panel * parts + part`.
 */
export type OralGrid = Readonly<{
  problem: OralProblem
  parts: number
  dayTicks: number
  /** First minute of each day's window. */
  dayStart: readonly number[]
  minutes: Int32Array
  preparation: Int32Array
  series: number
  breakTicks: number
  rest: number
  /** Orals of each student: `orals[firstOral[s] … firstOral[s + 1])`. */
  firstOral: Int32Array
  orals: Int32Array
  /** Free stretches of each cell, in order: `[stretchFrom[i], stretchTo[i])`. */
  firstStretch: Int32Array
  stretchFrom: Int32Array
  stretchTo: Int32Array
  /** Free ticks of each cell. */
  capacity: Int32Array
  /** Free ticks of student `s` before tick `t`: `freeBefore[s * (ticks + 1) + t]`. */
  freeBefore: Uint16Array
  ticks: number
  /** Whether a panel may hear an oral: `may[oral * panels + panel]`. */
  may: Uint8Array
  /** Most orals that fit in a cell. */
  longest: number
}>

/** Lays a problem out in ticks. */
export function oralGrid(problem: OralProblem): OralGrid {
  const {grid, parts, panels, orals, students} = problem
  const days = Math.max(0, ...parts.map(({day}) => day)) + 1
  const before = Math.max(0, ...orals.map(({preparation}) => preparation))
  const dayStart = Array.from(
    {length: days},
    (_, day) => Math.min(Infinity, ...parts.filter((part) => part.day === day).map(({from}) => from)) - before,
  )
  const dayTicks = Math.max(1, ...parts.map(({day, to}) => Math.ceil((to - (dayStart[day] ?? 0)) / grid)))
  const ticks = dayTicks * days
  const toTicks = (stretch: OralStretch, day: number): OralStretch | undefined => {
    const start = dayStart[day] ?? 0
    const from = Math.max(0, Math.ceil((stretch[0] - start) / grid))
    const to = Math.min(dayTicks, Math.floor((stretch[1] - start) / grid))
    return from < to ? [day * dayTicks + from, day * dayTicks + to] : undefined
  }
  const minutes = Int32Array.from(orals, (oral) => oral.minutes / grid)
  return {
    problem,
    parts: parts.length,
    dayTicks,
    dayStart,
    minutes,
    preparation: Int32Array.from(orals, ({preparation}) => preparation / grid),
    series: problem.series,
    breakTicks: Math.ceil(problem.breakMinutes / grid),
    rest: Math.ceil(problem.rest / grid),
    ...oralsOfStudents(problem),
    ...stretchesOfCells(problem, toTicks),
    freeBefore: freeTicks(students, days, ticks, toTicks),
    ticks,
    may: mayHear(problem),
    longest:
      Math.floor(Math.max(0, ...parts.map(({from, to}) => to - from)) / grid / Math.max(1, Math.min(...minutes))) + 2,
  }

  function mayHear({orals: all}: OralProblem): Uint8Array {
    const may = new Uint8Array(all.length * panels.length)
    for (const [i, oral] of all.entries()) for (const panel of oral.panels) may[i * panels.length + panel] = 1
    return may
  }
}

function oralsOfStudents({students, orals}: OralProblem): Pick<OralGrid, 'firstOral' | 'orals'> {
  const own: number[][] = students.map(() => [])
  for (const [i, oral] of orals.entries()) for (const student of oral.students) own[student]?.push(i)
  const firstOral = new Int32Array(students.length + 1)
  for (const [s, list] of own.entries()) firstOral[s + 1] = (firstOral[s] ?? 0) + list.length
  return {firstOral, orals: Int32Array.from(own.flat())}
}

type ToTicks = (stretch: OralStretch, day: number) => OralStretch | undefined

function stretchesOfCells(
  {panels, parts, examiners}: OralProblem,
  toTicks: ToTicks,
): Pick<OralGrid, 'firstStretch' | 'stretchFrom' | 'stretchTo' | 'capacity'> {
  const first: number[] = [0]
  const all: OralStretch[] = []
  const capacity: number[] = []
  for (const panel of panels)
    for (const part of parts) {
      let free: readonly OralStretch[] = [[part.from, part.to]]
      for (const examiner of panel.examiners) free = meeting(free, examiners[examiner]?.free ?? [])
      const inTicks = free.flatMap(
        (stretch) => [toTicks(stretch, part.day) ?? []].filter(({length}) => length > 0) as OralStretch[],
      )
      all.push(...inTicks)
      first.push(all.length)
      capacity.push(inTicks.reduce((sum, [from, to]) => sum + to - from, 0))
    }
  return {
    firstStretch: Int32Array.from(first),
    stretchFrom: Int32Array.from(all, ([from]) => from),
    stretchTo: Int32Array.from(all, ([, to]) => to),
    capacity: Int32Array.from(capacity),
  }
}

/** What two lists of stretches share. */
export function meeting(a: readonly OralStretch[], b: readonly OralStretch[]): OralStretch[] {
  return a.flatMap(([from, to]) =>
    b.flatMap(([opens, closes]): OralStretch[] =>
      Math.max(from, opens) < Math.min(to, closes) ? [[Math.max(from, opens), Math.min(to, closes)]] : [],
    ),
  )
}

function freeTicks(students: OralProblem['students'], days: number, ticks: number, toTicks: ToTicks): Uint16Array {
  const before = new Uint16Array(students.length * (ticks + 1))
  const free = new Uint8Array(ticks)
  for (const [s, student] of students.entries()) {
    free.fill(0)
    for (let day = 0; day < days; day++)
      for (const stretch of student.free) {
        const own = toTicks(stretch, day)
        if (own) free.fill(1, own[0], own[1])
      }
    const base = s * (ticks + 1)
    for (let t = 0; t < ticks; t++) before[base + t + 1] = before[base + t]! + free[t]!
  }
  return before
}

/** The minute at which a tick begins. */
export function minuteOf({problem, dayTicks, dayStart}: OralGrid, tick: number): number {
  const day = Math.floor(tick / dayTicks)
  return (dayStart[day] ?? 0) + (tick - day * dayTicks) * problem.grid
}
