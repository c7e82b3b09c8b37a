import type {OralGrid} from './oral-grid.ts'

/** What stage 1 pays for a tick over capacity, and for each panel, room or student too many. */
const OVER = 110
const CLASH = 900

/**
 * Stage 1: which panel hears an oral in which part, without minutes. Fewest openings, capacity kept, a student's orals in
 * one part. The price of a cell is concave in its load, so that a search empties small ones: a cell that is nearly empty
 * costs part of an opening, and the last student who leaves it takes the rest away.
 */
export class HalfDays {
  readonly grid: OralGrid
  /** Cell of each oral; -1 while it has none. */
  readonly cell: Int32Array
  readonly load: Int32Array
  readonly #price: Float64Array
  readonly #split: number
  readonly #sameDay: number
  readonly #rooms: Int32Array
  readonly #open: Int32Array
  readonly #seated: Int32Array
  readonly #weight: Float64Array
  readonly #examiners: readonly (readonly number[])[]
  readonly #longestFree: Int32Array
  readonly #partDay: Int32Array
  readonly #closed: Uint8Array
  #over = OVER

  constructor(grid: OralGrid) {
    const {problem, parts} = grid
    const cells = problem.panels.length * parts
    this.grid = grid
    this.cell = new Int32Array(problem.orals.length).fill(-1)
    this.load = new Int32Array(cells)
    this.#price = new Float64Array(cells)
    this.#split = problem.weights.split + problem.weights.waiting * 240
    this.#sameDay = problem.weights.waiting * 120
    this.#rooms = Int32Array.from(problem.parts, ({rooms}) => rooms)
    this.#open = new Int32Array(parts)
    this.#seated = new Int32Array(problem.examiners.length * parts)
    this.#weight = Float64Array.from(problem.panels, ({examiners}) => examiners.length * problem.weights.opening)
    this.#examiners = problem.panels.map(({examiners}) => examiners)
    this.#partDay = Int32Array.from(problem.parts, ({day}) => day)
    this.#longestFree = longestFree(grid)
    this.#closed = new Uint8Array(cells)
  }

  /** Moves an oral; answers what that adds to the price. */
  move(oral: number, to: number): number {
    const from = this.cell[oral]!
    if (from === to) return 0
    const before = this.#pricesOf(oral)
    let delta = 0
    if (from >= 0) delta += this.#add(from, -this.grid.minutes[oral]!)
    this.cell[oral] = to
    if (to >= 0) delta += this.#add(to, this.grid.minutes[oral]!)
    return delta + this.#pricesOf(oral) - before
  }

  /** Makes a cell too dear to use, or takes that back; answers what that adds to the price. */
  close(cell: number, closed: boolean): number {
    this.#closed[cell] = closed ? 1 : 0
    return this.#add(cell, 0)
  }

  /** Sets the price of a tick over capacity; answers what that adds to the price. */
  soften(over = OVER): number {
    this.#over = over
    let delta = 0
    for (const cell of this.openCells()) delta += this.#add(cell, 0)
    return delta
  }

  /** Ticks over capacity, in all. */
  excess(): number {
    return this.openCells().reduce((sum, cell) => sum + Math.max(0, this.load[cell]! - this.#roomFor(cell)), 0)
  }

  /** Open cells, the emptiest first. */
  openCells(): number[] {
    const open = [...this.load.keys()].filter((cell) => this.load[cell]! > 0)
    return open.toSorted((a, b) => this.load[a]! - this.load[b]! || a - b)
  }

  #add(cell: number, ticks: number): number {
    const was = this.load[cell]!
    const now = was + ticks
    this.load[cell] = now
    let delta = 0
    if ((was === 0) !== (now === 0)) delta += this.#openOrClose(cell, was === 0 ? 1 : -1)
    const price = this.#priceOf(cell, now)
    delta += price - this.#price[cell]!
    this.#price[cell] = price
    return delta
  }

  #openOrClose(cell: number, by: 1 | -1): number {
    const parts = this.grid.parts
    const part = cell % parts
    const before = Math.max(0, this.#open[part]! - this.#rooms[part]!)
    this.#open[part]! += by
    let delta = (Math.max(0, this.#open[part]! - this.#rooms[part]!) - before) * CLASH
    for (const examiner of this.#examiners[(cell / parts) | 0]!) {
      const at = examiner * parts + part
      const twice = Math.max(0, this.#seated[at]! - 1)
      this.#seated[at]! += by
      delta += (Math.max(0, this.#seated[at]! - 1) - twice) * CLASH
    }
    return delta
  }

  #priceOf(cell: number, load: number): number {
    if (load <= 0) return 0
    const {capacity, parts} = this.grid
    const room = this.#roomFor(cell)
    const full = Math.min(1, load / Math.max(1, room))
    const over = load > room ? (load - room) * this.#over : 0
    return (
      this.#weight[(cell / parts) | 0]! * (0.4 + 0.6 * (2 * full - full * full)) +
      over +
      (capacity[cell] === 0 || this.#closed[cell] === 1 ? CLASH * 2 : 0)
    )
  }

  /** Ticks left for orals when the breaks are taken. */
  #roomFor(cell: number): number {
    const {capacity, series, breakTicks, problem, minutes} = this.grid
    const all = capacity[cell]!
    if (breakTicks === 0 || series === 0) return all
    const typical = minutes.length === 0 ? 1 : minutes[0]!
    const round = series * typical + breakTicks
    const breaks = Math.max(0, Math.ceil((all + breakTicks) / round) - 1)
    return problem.panels.length === 0 ? all : all - breaks * breakTicks
  }

  #pricesOf(oral: number): number {
    let sum = 0
    for (const student of this.grid.problem.orals[oral]!.students) sum += this.#priceOfStudent(student)
    return sum
  }

  #priceOfStudent(student: number): number {
    const {firstOral, orals, parts, minutes, rest, preparation} = this.grid
    const end = firstOral[student + 1]!
    let price = 0
    for (let i = firstOral[student]!; i < end; i++) {
      const cell = this.cell[orals[i]!]!
      if (cell < 0) continue
      const part = cell % parts
      let ticks = 0
      for (let j = firstOral[student]!; j < end; j++) {
        const other = this.cell[orals[j]!]!
        if (other < 0) continue
        const where = other % parts
        if (where === part) ticks += minutes[orals[j]!]! + preparation[orals[j]!]! + (j === i ? 0 : rest)
        // One panel cannot hear two of his orals next to each other any less well than two panels.
        else if (j > i) price += this.#partDay[where] === this.#partDay[part] ? this.#sameDay : this.#split
      }
      const short = ticks - this.#longestFree[student * parts + part]!
      if (short > 0) price += CLASH + short * OVER
    }
    return price
  }
}

/** The longest stretch in each part for which a student is there, preparation before it included, in ticks. */
function longestFree({problem, parts, freeBefore, ticks, dayTicks, dayStart}: OralGrid): Int32Array {
  const longest = new Int32Array(problem.students.length * parts)
  const before = Math.max(0, ...problem.orals.map(({preparation}) => preparation))
  for (const [p, {day, from, to}] of problem.parts.entries()) {
    const first = day * dayTicks + Math.floor((from - before - dayStart[day]!) / problem.grid)
    const last = Math.min(ticks, day * dayTicks + Math.floor((to - dayStart[day]!) / problem.grid))
    for (let s = 0; s < problem.students.length; s++) {
      const base = s * (ticks + 1)
      let run = 0
      let best = 0
      for (let t = Math.max(0, first); t < last; t++) {
        run = freeBefore[base + t + 1]! > freeBefore[base + t]! ? run + 1 : 0
        if (run > best) best = run
      }
      longest[s * parts + p] = best
    }
  }
  return longest
}
