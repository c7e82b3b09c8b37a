import {randomFrom} from '../random.ts'
import {HalfDayMoves} from './half-day-moves.ts'
import {oralBound} from './oral-bound.ts'
import type {OralGrid} from './oral-grid.ts'

/** Temperatures in the unit of the weights: an opening is worth 300. */
const HOT = 150
const WARM = 100
const COLD = 2
/** Price of a tick over capacity while a half-day is emptied: low, so that full half-days can change among each other. */
const SOFT = 12
/** Share of the proposals for the first search; the rest go to emptying half-days one by one. */
const FIRST = 0.3
/** Tries to empty a half-day before the search is content. */
const TRIES = 4

/** How far the division is: the best until then, and how many changes were tried. */
export type Division = Readonly<{proposals: number; cells: Int32Array}>

/**
 * Divides orals over panels and parts by annealing, then empties half-days one by one while that can be, down to the bound.
 * Answers the cell of each oral, -1 where no panel may hear it. A number of proposals decides how long, never a clock.
 */
export function* searchHalfDays(grid: OralGrid, seed: number, proposals: number): Generator<Division, Division> {
  const search = new HalfDaySearch(grid, seed)
  if (search.moves.movable.length === 0) return search.now()
  const first = Math.round(proposals * FIRST)
  yield* search.anneal(HOT, first)
  const bound = oralBound(grid.problem).opening / grid.problem.weights.opening
  const each = Math.max(1, Math.floor((proposals - first) / TRIES))
  for (let turn = 0, failed = 0; turn < TRIES; turn++) {
    const open = search.moves.board.openCells()
    const examiners = open.reduce(
      (sum, cell) => sum + grid.problem.panels[Math.floor(cell / grid.parts)]!.examiners.length,
      0,
    )
    const cell = open[failed]
    if (cell === undefined || examiners <= bound) break
    failed = (yield* search.empty(cell, each)) ? 0 : failed + 1
    yield search.now()
  }
  return search.now()
}

class HalfDaySearch {
  readonly moves: HalfDayMoves
  readonly #random: () => number
  #price: number
  #lowest: number
  best: Int32Array
  #tried = 0

  constructor(grid: OralGrid, seed: number) {
    this.#random = randomFrom(seed)
    this.moves = new HalfDayMoves(grid, this.#random)
    this.#price = this.moves.scatter()
    this.#lowest = this.#price
    this.best = this.moves.board.cell.slice()
  }

  now(): Division {
    return {proposals: this.#tried, cells: this.best}
  }

  /** Searches from where it is, and ends at the best found. */
  *anneal(from: number, proposals: number): Generator<Division, void> {
    const cooling = (COLD / from) ** (1 / Math.max(1, proposals))
    let heat = from
    for (let n = 0; n < proposals; n++) {
      heat *= cooling
      const delta = this.moves.propose()
      if (delta <= 0 || this.#random() < Math.exp(-delta / heat)) {
        this.#price += delta
        if (this.#price < this.#lowest - 1e-6) {
          this.#lowest = this.#price
          this.best = this.moves.board.cell.slice()
        }
      } else this.moves.undo()
      this.#tried++
      if (n % 65_536 === 65_535) yield this.now()
    }
    this.#price += this.moves.restore(this.best)
  }

  /** Tries to do without a half-day; where that costs more than it saves, all stays as it was. */
  *empty(cell: number, proposals: number): Generator<Division, boolean> {
    const before = {best: this.best, lowest: this.#lowest}
    const {board} = this.moves
    this.#price += board.close(cell, true) + board.soften(SOFT)
    this.#lowest = this.#price
    this.best = board.cell.slice()
    yield* this.anneal(WARM, proposals)
    const hard = board.soften()
    this.#price += hard
    this.#lowest += hard
    if (board.load[cell] === 0 && board.excess() === 0) return true
    this.best = before.best
    this.#price += this.moves.restore(this.best) + this.moves.board.close(cell, false)
    this.#lowest = before.lowest
    return false
  }
}
