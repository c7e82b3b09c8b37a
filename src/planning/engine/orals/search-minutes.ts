import {randomFrom} from '../random.ts'
import {OralBoard} from './oral-board.ts'
import type {OralGrid} from './oral-grid.ts'

/** A division into cells with the order in each; what {@link searchMinutes} starts from and answers. */
export type OralOrder = Readonly<{cell: Int32Array; start: Int32Array; price: number}>

/** Temperatures: a tick of a student's waiting is about 5. */
const HOT = 60
const COLD = 1

/** Orders and times the orals of all half-days by annealing, with moves within half-days, between them, and of whole students. */
export function* searchMinutes(
  grid: OralGrid,
  from: Int32Array,
  seed: number,
  proposals: number,
): Generator<OralOrder & {proposals: number}, OralOrder> {
  const board = new OralBoard(grid, from)
  const moves = new OralMoves(board, seed)
  let best = board.price
  let kept: OralOrder = {cell: board.cell.slice(), start: board.start.slice(), price: best}
  const random = moves.random
  const cooling = (COLD / HOT) ** (1 / Math.max(1, proposals))
  let heat = HOT
  if (moves.movable.length === 0) return kept
  for (let n = 0; n < proposals; n++) {
    heat *= cooling
    board.begin()
    if (!moves.propose()) {
      board.undo()
      continue
    }
    const delta = board.judge()
    if (delta <= 0 || random() < Math.exp(-delta / heat)) {
      board.keep(delta)
      if (board.price < best - 1e-6) {
        best = board.price
        kept = {cell: board.cell.slice(), start: board.start.slice(), price: best}
      }
    } else board.undo()
    if (n % 32_768 === 32_767) yield {...kept, proposals: n + 1}
  }
  return kept
}

/** The kinds of change that the search tries. */
class OralMoves {
  readonly #board: OralBoard
  readonly random: () => number
  readonly movable: readonly number[]
  readonly #panels: readonly (readonly number[])[]
  readonly #several: readonly number[]

  constructor(board: OralBoard, seed: number) {
    const {problem, firstOral} = board.grid
    this.#board = board
    this.random = randomFrom(seed)
    this.movable = [...board.cell].flatMap((cell, oral) => (cell >= 0 ? [oral] : []))
    this.#panels = problem.orals.map(({panels}) => panels)
    this.#several = problem.students.flatMap((_, s) => (firstOral[s + 1]! - firstOral[s]! > 1 ? [s] : []))
  }

  #pick(n: number): number {
    return Math.floor(this.random() * n)
  }

  /** Changes the lists in one of the ways; false when this one could not be. */
  propose(): boolean {
    const dice = this.random()
    const oral = this.movable[this.#pick(this.movable.length)]!
    if (dice < 0.3) return this.#swapInCell(oral)
    if (dice < 0.5) return this.#swapInPart(oral)
    if (dice < 0.6) return this.#relocate(oral)
    if (dice < 0.8) return this.#gather()
    if (dice < 0.93) return this.#exchange(oral)
    return this.#pause(oral)
  }

  #swapInCell(oral: number): boolean {
    const {cell, length, list, width} = this.#board
    const count = length[cell[oral]!]!
    if (count < 2) return false
    const other = list[cell[oral]! * width + this.#pick(count)]!
    if (other === oral) return false
    this.#board.swap(oral, other)
    return true
  }

  #may(oral: number, cell: number): boolean {
    const {grid} = this.#board
    return grid.may[oral * grid.problem.panels.length + Math.floor(cell / grid.parts)] === 1
  }

  #swapInPart(oral: number): boolean {
    const board = this.#board
    const {parts} = board.grid
    const panels = this.#panels[oral]!
    const cell = panels[this.#pick(panels.length)]! * parts + (board.cell[oral]! % parts)
    if (cell === board.cell[oral] || board.length[cell] === 0) return false
    const other = board.list[cell * board.width + this.#pick(board.length[cell]!)]!
    if (!this.#may(other, board.cell[oral]!)) return false
    board.swap(oral, other)
    return true
  }

  #relocate(oral: number): boolean {
    const board = this.#board
    const {parts} = board.grid
    const panels = this.#panels[oral]!
    const part = this.random() < 0.7 ? board.cell[oral]! % parts : this.#pick(parts)
    const cell = panels[this.#pick(panels.length)]! * parts + part
    if (board.length[cell] === 0 || board.length[cell]! >= board.width - 1) return false
    board.relocate(oral, cell, this.#pick(board.length[cell]! + 1))
    return true
  }

  #pause(oral: number): boolean {
    const board = this.#board
    const cell = board.cell[oral]!
    const place = board.placeOf(oral)
    const now = board.gap[cell * board.width + place]!
    const next = this.random() < 0.5 ? 0 : Math.max(0, now + (this.random() < 0.5 ? -1 : 1 + this.#pick(3)))
    if (next === now) return false
    board.pause(cell, place, next)
    return true
  }

  /** Brings two orals of a student next to each other: the one takes a place just before or after the other. */
  #gather(): boolean {
    const board = this.#board
    const {grid} = board
    if (this.#several.length === 0) return false
    const student = this.#several[this.#pick(this.#several.length)]!
    const first = grid.firstOral[student]!
    const many = grid.firstOral[student + 1]! - first
    const a = grid.orals[first + this.#pick(many)]!
    const b = grid.orals[first + this.#pick(many)]!
    if (a === b || board.cell[a]! < 0 || board.cell[b]! < 0) return false
    const cellA = board.cell[a]!
    if (this.random() < 0.5 && board.length[cellA]! > 1) {
      const other = board.list[cellA * board.width + this.#pick(board.length[cellA]!)]!
      if (other === a) return false
      const wanted = board.start[other]!
      board.swap(a, other)
      return this.#follow(a, b, wanted)
    }
    return this.#follow(a, b, board.start[a]!)
  }

  /** Swaps `b` with whoever is best placed beside `a`, which starts at `at`; in b's part and panel, or where a is. */
  #follow(a: number, b: number, at: number): boolean {
    const board = this.#board
    const {grid} = board
    const {minutes, preparation, rest} = grid
    const panels = this.#panels[b]!
    const stay = this.random() < 0.5 && board.cell[b]! % grid.parts === board.cell[a]! % grid.parts
    const cell = stay ? board.cell[b]! : panels[this.#pick(panels.length)]! * grid.parts + (board.cell[a]! % grid.parts)
    const count = board.length[cell]!
    if (count === 0) return false
    const after = at + minutes[a]! + rest + preparation[b]!
    const before = at - preparation[a]! - rest - minutes[b]!
    const wanted = this.random() < 0.5 ? after : before
    let best = -1
    for (let k = 0; k < count; k++) {
      const each = board.list[cell * board.width + k]!
      if (best < 0 || Math.abs(board.start[each]! - wanted) < Math.abs(board.start[best]! - wanted)) best = each
    }
    if (best === b || best === a || !this.#may(best, board.cell[b]!)) return false
    board.swap(b, best)
    return true
  }

  /** Two students exchange all their places, where each may be heard by the other's panels. */
  #exchange(oral: number): boolean {
    const board = this.#board
    const {grid} = board
    const other = this.movable[this.#pick(this.movable.length)]!
    const s = grid.problem.orals[oral]!.students[0]!
    const t = grid.problem.orals[other]!.students[0]!
    const many = grid.firstOral[s + 1]! - grid.firstOral[s]!
    if (s === t || many !== grid.firstOral[t + 1]! - grid.firstOral[t]!) return false
    const turn = many > 1 ? this.#pick(many) : 0
    for (let i = 0; i < many; i++) {
      const a = grid.orals[grid.firstOral[s]! + i]!
      const b = grid.orals[grid.firstOral[t]! + ((i + turn) % many)]!
      if (board.cell[a]! < 0 || board.cell[b]! < 0 || !this.#may(a, board.cell[b]!) || !this.#may(b, board.cell[a]!))
        continue
      board.swap(a, b)
    }
    return true
  }
}
