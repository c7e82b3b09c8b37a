import type {OralGrid} from './oral-grid.ts'

/** What a tick that must not be costs, and each breach of a hard rule beside it. */
const TICK = 120
const BREACH = 240
/** Orals that one student may have. */
const MOST = 16

/**
 * Stages 2 and 3: orals in order within each cell, starts following from the order: one after the other, with breaks and
 * around what a panel cannot. A list change is tried, priced and kept or taken back; only cells and students it touches
 * are priced again. What is not allowed has a price too, so that the search can pass through it.
 */
export class OralBoard {
  readonly grid: OralGrid
  readonly width: number
  readonly list: Int32Array
  /** Ticks that a panel lets pass before the oral at a place in a list. */
  readonly gap: Int32Array
  readonly length: Int32Array
  readonly cell: Int32Array
  readonly start: Int32Array
  readonly #cellPrice: Float64Array
  readonly #studentPrice: Float64Array
  readonly #open: Int32Array
  readonly #seated: Int32Array
  readonly #opening: Float64Array
  readonly #idle: number
  readonly #waiting: number
  readonly #split: number
  price = 0
  // What the move at hand has touched, to be taken back.
  readonly #savedList: Int32Array
  readonly #savedGap: Int32Array
  readonly #savedCells: number[] = []
  readonly #savedLengths: number[] = []
  readonly #savedPrices: number[] = []
  readonly #savedStarts: number[] = []
  readonly #savedStudents: number[] = []
  readonly #cellMark: Int32Array
  readonly #studentMark: Int32Array
  #move = 0
  readonly #own = new Int32Array(MOST)

  constructor(grid: OralGrid, cellOf: Int32Array) {
    const {problem, parts} = grid
    const cells = problem.panels.length * parts
    this.grid = grid
    const counts = new Int32Array(cells)
    for (const cell of cellOf) if (cell >= 0) counts[cell]!++
    this.width = Math.max(grid.longest, ...counts) + 2
    this.list = new Int32Array(cells * this.width)
    this.gap = new Int32Array(cells * this.width)
    this.length = new Int32Array(cells)
    this.cell = new Int32Array(problem.orals.length).fill(-1)
    this.start = new Int32Array(problem.orals.length).fill(-1)
    this.#cellPrice = new Float64Array(cells)
    this.#studentPrice = new Float64Array(problem.students.length)
    this.#open = new Int32Array(parts)
    this.#seated = new Int32Array(problem.examiners.length * parts)
    this.#opening = Float64Array.from(problem.panels, ({examiners}) => examiners.length * problem.weights.opening)
    this.#idle = problem.weights.idle * problem.grid
    this.#waiting = problem.weights.waiting * problem.grid
    this.#split = problem.weights.split
    this.#savedList = new Int32Array(this.width * 3 * MOST)
    this.#savedGap = new Int32Array(this.width * 3 * MOST)
    this.#cellMark = new Int32Array(cells)
    this.#studentMark = new Int32Array(problem.students.length)
    this.begin()
    for (const [oral, cell] of cellOf.entries()) if (cell >= 0) this.#put(oral, cell, this.length[cell]!, 0)
    for (let cell = 0; cell < cells; cell++) if (this.length[cell]! > 0) this.#settle(cell)
    for (let s = 0; s < this.#studentPrice.length; s++) this.price += this.#priceStudent(s)
  }

  /** Starts a move. */
  begin(): void {
    this.#move++
    this.#savedCells.length = 0
    this.#savedLengths.length = 0
    this.#savedPrices.length = 0
    this.#savedStarts.length = 0
    this.#savedStudents.length = 0
  }

  /** Whether a cell can be opened: rooms are left, and its examiners sit in no other panel then. */
  canOpen(cell: number): boolean {
    const {parts, problem, capacity} = this.grid
    if (this.length[cell]! > 0) return true
    const part = cell % parts
    if (capacity[cell] === 0 || this.#open[part]! >= problem.parts[part]!.rooms) return false
    return problem.panels[Math.floor(cell / parts)]!.examiners.every((each) => this.#seated[each * parts + part] === 0)
  }

  /** Place of an oral in its list. */
  placeOf(oral: number): number {
    const base = this.cell[oral]! * this.width
    let k = 0
    while (this.list[base + k] !== oral) k++
    return k
  }

  /** Puts an oral in a list at a place, from wherever it is. */
  relocate(oral: number, to: number, place: number): void {
    const from = this.cell[oral]!
    this.#save(from)
    this.#save(to)
    this.#take(oral)
    this.#put(oral, to, Math.min(place, this.length[to]!), 0)
  }

  /** Two orals change places. */
  swap(a: number, b: number): void {
    const [cellA, cellB] = [this.cell[a]!, this.cell[b]!]
    this.#save(cellA)
    this.#save(cellB)
    const [i, j] = [cellA * this.width + this.placeOf(a), cellB * this.width + this.placeOf(b)]
    this.list[i] = b
    this.list[j] = a
    this.cell[a] = cellB
    this.cell[b] = cellA
  }

  /** Lets ticks pass before a place. */
  pause(cell: number, place: number, ticks: number): void {
    this.#save(cell)
    this.gap[cell * this.width + place] = ticks
  }

  /** Prices what the move has changed; answers what it adds. */
  judge(): number {
    const {orals} = this.grid.problem
    let delta = 0
    const cells = this.#savedCells.length
    for (let i = 0; i < cells; i++) {
      const cell = this.#savedCells[i]!
      delta -= this.#cellPrice[cell]!
      const before = this.#savedStarts.length
      delta += this.#decode(cell)
      for (let k = before; k < this.#savedStarts.length; k += 2)
        for (const student of orals[this.#savedStarts[k]!]!.students) this.#touch(student)
    }
    for (let i = 0; i < this.#savedStudents.length; i += 2) {
      const student = this.#savedStudents[i]!
      delta += this.#priceStudent(student) - this.#savedStudents[i + 1]!
    }
    return delta
  }

  keep(delta: number): void {
    this.price += delta
  }

  /** Takes the move back. */
  undo(): void {
    for (let i = this.#savedStarts.length - 2; i >= 0; i -= 2)
      this.start[this.#savedStarts[i]!] = this.#savedStarts[i + 1]!
    for (let i = 0; i < this.#savedStudents.length; i += 2)
      this.#studentPrice[this.#savedStudents[i]!] = this.#savedStudents[i + 1]!
    for (let i = 0; i < this.#savedCells.length; i++) {
      const cell = this.#savedCells[i]!
      const base = cell * this.width
      this.#count(cell, this.length[cell]!, this.#savedLengths[i]!)
      this.length[cell] = this.#savedLengths[i]!
      this.#cellPrice[cell] = this.#savedPrices[i]!
      for (let k = 0; k < this.length[cell]; k++) {
        this.list[base + k] = this.#savedList[i * this.width + k]!
        this.gap[base + k] = this.#savedGap[i * this.width + k]!
        this.cell[this.list[base + k]!] = cell
      }
    }
  }

  #touch(student: number): void {
    if (this.#studentMark[student] === this.#move) return
    this.#studentMark[student] = this.#move
    this.#savedStudents.push(student, this.#studentPrice[student]!)
  }

  #save(cell: number): void {
    if (this.#cellMark[cell] === this.#move) return
    this.#cellMark[cell] = this.#move
    const at = this.#savedCells.length * this.width
    const base = cell * this.width
    for (let k = 0; k < this.length[cell]!; k++) {
      this.#savedList[at + k] = this.list[base + k]!
      this.#savedGap[at + k] = this.gap[base + k]!
    }
    this.#savedCells.push(cell)
    this.#savedLengths.push(this.length[cell]!)
    this.#savedPrices.push(this.#cellPrice[cell]!)
  }

  #count(cell: number, was: number, now: number): void {
    if (was > 0 === now > 0) return
    const by = now > 0 ? 1 : -1
    const {parts, problem} = this.grid
    this.#open[cell % parts]! += by
    for (const each of problem.panels[Math.floor(cell / parts)]!.examiners)
      this.#seated[each * parts + (cell % parts)]! += by
  }

  #take(oral: number): void {
    const cell = this.cell[oral]!
    const base = cell * this.width
    const last = this.length[cell]! - 1
    for (let k = this.placeOf(oral); k < last; k++) {
      this.list[base + k] = this.list[base + k + 1]!
      this.gap[base + k] = this.gap[base + k + 1]!
    }
    this.#count(cell, last + 1, last)
    this.length[cell] = last
  }

  #put(oral: number, cell: number, place: number, gap: number): void {
    const base = cell * this.width
    const count = this.length[cell]!
    for (let k = count; k > place; k--) {
      this.list[base + k] = this.list[base + k - 1]!
      this.gap[base + k] = this.gap[base + k - 1]!
    }
    this.list[base + place] = oral
    this.gap[base + place] = gap
    this.cell[oral] = cell
    this.#count(cell, count, count + 1)
    this.length[cell] = count + 1
  }

  #settle(cell: number): void {
    this.price += this.#decode(cell)
  }

  /** Gives the orals of a cell their starts, and the cell its price. */
  #decode(cell: number): number {
    const {firstStretch, stretchFrom, stretchTo, minutes, series, breakTicks, parts} = this.grid
    const count = this.length[cell]!
    let price = 0
    if (count > 0) {
      const base = cell * this.width
      const end = firstStretch[cell + 1]!
      let stretch = firstStretch[cell]!
      let at = stretch < end ? stretchFrom[stretch]! : 0
      let row = 0
      let idle = 0
      let over = stretch < end ? 0 : 1
      for (let k = 0; k < count; k++) {
        const oral = this.list[base + k]!
        const long = minutes[oral]!
        const due = row === series && k > 0 ? breakTicks : 0
        let from = at + Math.max(this.gap[base + k]!, due)
        let free = 0
        let mark = at
        while (stretch < end && from + long > stretchTo[stretch]!) {
          free += Math.max(0, stretchTo[stretch]! - mark)
          stretch++
          if (stretch === end) break
          mark = stretchFrom[stretch]!
          if (mark > from) from = mark
        }
        if (stretch === end) over += long
        else free += from - mark
        if (k > 0) {
          idle += Math.max(0, free - due)
          if (from - at >= breakTicks) row = 0
        }
        if (this.start[oral] !== from) {
          this.#savedStarts.push(oral, this.start[oral]!)
          this.start[oral] = from
        }
        at = from + long
        row++
      }
      price = this.#opening[Math.floor(cell / parts)]! + idle * this.#idle + (over > 0 ? BREACH + over * TICK : 0)
    }
    this.#cellPrice[cell] = price
    return price
  }

  #priceStudent(student: number): number {
    const {firstOral, orals, minutes, preparation, rest, freeBefore, ticks, dayTicks} = this.grid
    const first = firstOral[student]!
    const last = firstOral[student + 1]!
    const own = this.#own
    const base = student * (ticks + 1)
    let count = 0
    let price = 0
    for (let i = first; i < last; i++) {
      const oral = orals[i]!
      const from = this.start[oral]!
      if (from < 0) continue
      const to = from + minutes[oral]!
      const comes = from - preparation[oral]!
      const there = to <= ticks && comes >= 0 ? freeBefore[base + to]! - freeBefore[base + comes]! : 0
      const missing = to - comes - there
      if (missing > 0) price += BREACH + missing * TICK
      let k = count++
      while (k > 0 && this.start[own[k - 1]!]! > from) {
        own[k] = own[k - 1]!
        k--
      }
      own[k] = oral
    }
    for (let k = 1; k < count; k++) {
      const before = own[k - 1]!
      const after = own[k]!
      const free = this.start[after]! - preparation[after]! - this.start[before]! - minutes[before]!
      if (Math.floor(this.start[after]! / dayTicks) !== Math.floor(this.start[before]! / dayTicks)) price += this.#split
      else if (free < rest) price += BREACH + (rest - free) * TICK
      else price += (free - rest) * this.#waiting
    }
    this.#studentPrice[student] = price
    return price
  }

  /** The price of a student now. */
  priceOf(student: number): number {
    return this.#studentPrice[student]!
  }
}
