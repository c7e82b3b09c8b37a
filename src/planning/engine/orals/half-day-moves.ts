import {HalfDays} from './half-days.ts'
import type {OralGrid} from './oral-grid.ts'

/** The changes that stage 1 tries: an oral to another panel, a student to another part, two orals or two students change places. */
export class HalfDayMoves {
  readonly board: HalfDays
  readonly movable: readonly number[]
  readonly #grid: OralGrid
  readonly #random: () => number
  /** Panels that may hear an oral in a part. */
  readonly #usable: readonly (readonly (readonly number[])[])[]
  readonly #partsOf: readonly (readonly number[])[]
  readonly #undo: number[] = []
  #delta = 0

  constructor(grid: OralGrid, random: () => number) {
    const {problem, parts, capacity} = grid
    this.board = new HalfDays(grid)
    this.#grid = grid
    this.#random = random
    this.#usable = problem.orals.map(({panels}) =>
      Array.from({length: parts}, (_, part) => panels.filter((panel) => capacity[panel * parts + part]! > 0)),
    )
    this.#partsOf = this.#usable.map((byPart) => byPart.flatMap((panels, part) => (panels.length > 0 ? [part] : [])))
    this.movable = problem.orals.flatMap((_, oral) => (this.#partsOf[oral]!.length > 0 ? [oral] : []))
  }

  #pick(n: number): number {
    return Math.floor(this.#random() * n)
  }

  /** Gives everything a cell at random; answers the price. */
  scatter(): number {
    let price = 0
    for (const oral of this.movable) {
      const parts = this.#partsOf[oral]!
      price += this.board.move(oral, this.#cellIn(oral, parts[this.#pick(parts.length)]!))
    }
    return price
  }

  /** Puts all orals where they were; answers what that adds. */
  restore(cells: Int32Array): number {
    return this.movable.reduce((sum, oral) => sum + this.board.move(oral, cells[oral]!), 0)
  }

  /** Changes something; answers what that adds to the price. */
  propose(): number {
    this.#undo.length = 0
    this.#delta = 0
    const oral = this.movable[this.#pick(this.movable.length)]!
    const part = this.board.cell[oral]! % this.#grid.parts
    const dice = this.#random()
    if (dice < 0.3) this.#go(oral, this.#cellIn(oral, part))
    else if (dice < 0.55) this.#moveStudent(oral)
    else this.#change(oral, this.movable[this.#pick(this.movable.length)]!)
    return this.#delta
  }

  undo(): void {
    for (let i = this.#undo.length - 2; i >= 0; i -= 2) this.board.move(this.#undo[i]!, this.#undo[i + 1]!)
  }

  #go(oral: number, cell: number): void {
    this.#undo.push(oral, this.board.cell[oral]!)
    this.#delta += this.board.move(oral, cell)
  }

  #cellIn(oral: number, part: number): number {
    const panels = this.#usable[oral]![part]!
    return panels.length === 0 ? this.board.cell[oral]! : panels[this.#pick(panels.length)]! * this.#grid.parts + part
  }

  #student(oral: number): number {
    return this.#grid.problem.orals[oral]!.students[0]!
  }

  #together(oral: number): Int32Array {
    const {orals, firstOral} = this.#grid
    const student = this.#student(oral)
    return orals.subarray(firstOral[student], firstOral[student + 1])
  }

  #moveStudent(oral: number): void {
    const parts = this.#partsOf[oral]!
    const to = parts[this.#pick(parts.length)]!
    for (const each of this.#together(oral)) if (this.#partsOf[each]!.length > 0) this.#go(each, this.#cellIn(each, to))
  }

  #change(oral: number, other: number): void {
    const {parts} = this.#grid
    const [here, there] = [this.board.cell[oral]!, this.board.cell[other]!]
    if (here === there || this.#student(oral) === this.#student(other)) return
    if (here % parts !== there % parts) {
      this.#exchange(this.#together(oral), this.#together(other), here % parts, there % parts)
    } else if (this.#may(oral, there) && this.#may(other, here)) {
      this.#go(oral, there)
      this.#go(other, here)
    }
  }

  /** Two students change parts; each takes the other's panels where he may. */
  #exchange(mine: Int32Array, yours: Int32Array, here: number, there: number): void {
    const mineAt = Array.from(mine, (each) => this.board.cell[each]!)
    const yoursAt = Array.from(yours, (each) => this.board.cell[each]!)
    this.#follow(mine, yoursAt, there)
    this.#follow(yours, mineAt, here)
  }

  #follow(orals: Int32Array, cells: readonly number[], part: number): void {
    const taken = new Set<number>()
    for (const each of orals) {
      if (this.#partsOf[each]!.length === 0) continue
      const at = cells.findIndex((cell, i) => cell >= 0 && !taken.has(i) && this.#may(each, cell))
      taken.add(at)
      this.#go(each, at < 0 ? this.#cellIn(each, part) : cells[at]!)
    }
  }

  #may(oral: number, cell: number): boolean {
    const {may, problem, parts, capacity} = this.#grid
    return capacity[cell]! > 0 && may[oral * problem.panels.length + Math.floor(cell / parts)] === 1
  }
}
