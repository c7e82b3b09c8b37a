import {idleMinutes, panelFree} from './oral-cost.ts'
import type {OralPlace, OralProblem, OralStretch} from './oral-problem.ts'

type Heard = Readonly<{oral: number; from: number; to: number}>
/** A place to be, without a room yet, and what it adds. */
export type OralChoice = Readonly<{part: number; panel: number; start: number; price: number}>

/**
 * Orals as they stand, one by one: whether a place is allowed, what it adds, and which is best. Slower than the board of the
 * search and exact: it finishes what the search leaves, and repairs.
 */
export class OralTable {
  readonly problem: OralProblem
  readonly places: (Omit<OralPlace, 'room'> | null)[]
  readonly #cells: Heard[][]
  readonly #free: (readonly OralStretch[] | undefined)[]
  readonly #own: {oral: number; comes: number; to: number; day: number}[][]

  constructor(problem: OralProblem) {
    this.problem = problem
    this.places = problem.orals.map(() => null)
    this.#cells = Array.from({length: problem.panels.length * problem.parts.length}, () => [])
    this.#free = Array.from({length: this.#cells.length})
    this.#own = problem.students.map(() => [])
  }

  #freeOf(panel: number, part: number): readonly OralStretch[] {
    const cell = panel * this.problem.parts.length + part
    return (this.#free[cell] ??= panelFree(this.problem, panel, part))
  }

  put(oral: number, {part, panel, start}: Omit<OralChoice, 'price'>): void {
    const {minutes, preparation, students} = this.problem.orals[oral]!
    this.places[oral] = {part, panel, start}
    this.#cells[panel * this.problem.parts.length + part]!.push({oral, from: start, to: start + minutes})
    const day = this.problem.parts[part]!.day
    for (const student of students)
      this.#own[student]!.push({oral, comes: start - preparation, to: start + minutes, day})
  }

  take(oral: number): void {
    const place = this.places[oral]
    if (!place) return
    this.places[oral] = null
    const cell = place.panel * this.problem.parts.length + place.part
    this.#cells[cell] = this.#cells[cell]!.filter((each) => each.oral !== oral)
    for (const student of this.problem.orals[oral]!.students)
      this.#own[student] = this.#own[student]!.filter((each) => each.oral !== oral)
  }

  /** Whether a panel may sit in a part: its examiners sit in no other then, and there is a room for it. */
  opens(panel: number, part: number): boolean {
    const {panels, parts} = this.problem
    if (this.#cells[panel * parts.length + part]!.length > 0) return true
    let open = 0
    for (const [other, {examiners}] of panels.entries()) {
      if (this.#cells[other * parts.length + part]!.length === 0) continue
      open++
      if (examiners.some((each) => panels[panel]!.examiners.includes(each))) return false
    }
    return open < parts[part]!.rooms
  }

  /** Whether an oral may be heard there, beside all others that have a place. */
  fits(oral: number, panel: number, part: number, start: number): boolean {
    const {orals, students, parts, rest} = this.problem
    const {minutes, preparation, students: who, panels} = orals[oral]!
    const to = start + minutes
    const comes = start - preparation
    if (!panels.includes(panel)) return false
    if (!this.#freeOf(panel, part).some(([from, until]) => from <= start && to <= until)) return false
    const cell = this.#cells[panel * parts.length + part]!
    if (cell.some((each) => each.oral !== oral && each.from < to && start < each.to)) return false
    for (const student of who) {
      if (!students[student]!.free.some(([from, until]) => from <= comes && to <= until)) return false
      for (const other of this.#own[student]!)
        if (other.oral !== oral && other.day === parts[part]!.day && other.comes < to + rest && comes < other.to + rest)
          return false
    }
    return this.#keepsBreaks(cell, {oral, from: start, to})
  }

  #keepsBreaks(cell: readonly Heard[], more: Heard): boolean {
    const {series, breakMinutes} = this.problem
    if (breakMinutes === 0 || cell.length < series) return true
    const all = [...cell.filter(({oral}) => oral !== more.oral), more].toSorted((a, b) => a.from - b.from)
    let row = 1
    for (let k = 1; k < all.length; k++) {
      row = all[k]!.from - all[k - 1]!.to >= breakMinutes ? 1 : row + 1
      if (row > series) return false
    }
    return true
  }

  /** What a place that fits adds to the cost. */
  price(oral: number, panel: number, part: number, start: number): number {
    const {weights, orals, panels, parts, rest} = this.problem
    const {minutes, preparation, students} = orals[oral]!
    const cell = this.#cells[panel * parts.length + part]!
    const free = this.#freeOf(panel, part)
    const heard = {oral, from: start, to: start + minutes}
    let price = cell.length === 0 ? weights.opening * panels[panel]!.examiners.length : 0
    price += weights.idle * (idleMinutes(this.problem, free, [...cell, heard]) - idleMinutes(this.problem, free, cell))
    for (const student of students) {
      const others = this.#own[student]!.filter((each) => each.oral !== oral)
      if (others.length === 0) continue
      const near = others.filter(({day}) => day === parts[part]!.day)
      const waits = near.map(
        (each) => (each.to <= start ? start - preparation - each.to : each.comes - heard.to) - rest,
      )
      price += near.length === 0 ? weights.split : weights.waiting * Math.max(0, Math.min(...waits))
    }
    return price
  }

  /** The best place for an oral in one of the parts; undefined when there is none. `extra` adds a price of the caller's own. */
  best(
    oral: number,
    parts: readonly number[],
    extra: (choice: Omit<OralChoice, 'price'>) => number = () => 0,
  ): OralChoice | undefined {
    const {orals, grid, parts: all} = this.problem
    let best: OralChoice | undefined
    for (const panel of orals[oral]!.panels)
      for (const part of parts) {
        if (this.#freeOf(panel, part).length === 0 || !this.opens(panel, part)) continue
        const {from, to} = all[part]!
        for (let start = from; start + orals[oral]!.minutes <= to; start += grid) {
          if (!this.fits(oral, panel, part, start)) continue
          const choice = {part, panel, start}
          const price = this.price(oral, panel, part, start) + extra(choice)
          if (!best || price < best.price) best = {...choice, price}
        }
      }
    return best
  }
}
