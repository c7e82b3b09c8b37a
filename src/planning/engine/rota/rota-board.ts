import {mayDo, type RotaProblem} from './rota-problem.ts'

/** A rota that changes duty by duty: who has what, and what each change adds to the cost. */
export class RotaBoard {
  readonly problem: RotaProblem
  /** Who may do each duty. */
  readonly eligible: readonly (readonly number[])[]
  readonly who: Int32Array
  readonly #own: number[][]
  readonly #minutes: Float64Array
  readonly #dutiesOn: Int32Array
  readonly #days: number

  constructor(problem: RotaProblem) {
    const {duties, staff} = problem
    this.problem = problem
    this.eligible = duties.map((duty) => staff.flatMap((member, i) => (mayDo(member, duty) ? [i] : [])))
    this.who = new Int32Array(duties.length).fill(-1)
    this.#own = staff.map(() => [])
    this.#minutes = Float64Array.from(staff, ({carried}) => carried)
    const days =
      Math.max(0, ...duties.map(({day}) => day), ...staff.flatMap(({stays}) => stays.map(({day}) => day))) + 1
    this.#days = days
    this.#dutiesOn = new Int32Array(staff.length * days)
    for (const [i, {stays}] of staff.entries()) for (const {day} of stays) this.#dutiesOn[i * days + day]!++
  }

  /** Whether somebody has time for a duty beside all he has, `except` one of them. */
  fits(person: number, duty: number, except = -1): boolean {
    const {duties, staff, travel} = this.problem
    const {from, to, session, location} = duties[duty]!
    const {stays, limit} = staff[person]!
    const freed = except < 0 ? 0 : duties[except]!.to - duties[except]!.from
    if (limit !== null && this.#minutes[person]! + to - from - freed > limit) return false
    const meets = (other: Readonly<{from: number; to: number; location: number}>): boolean => {
      const way = location < 0 || other.location < 0 ? 0 : travel[location]![other.location]!
      return other.from < to + way && from < other.to + way
    }
    for (const other of this.#own[person]!) {
      if (other === except) continue
      const each = duties[other]!
      if (each.session === session || meets(each)) return false
    }
    return !stays.some(meets)
  }

  /** Gives a duty to somebody, or with -1 to nobody; answers what that adds. */
  give(duty: number, person: number): number {
    const before = this.who[duty]!
    if (before === person) return 0
    let delta = 0
    if (before >= 0) delta += this.#change(duty, before, -1)
    else delta -= this.problem.weights.unfilled
    if (person >= 0) delta += this.#change(duty, person, 1)
    else delta += this.problem.weights.unfilled
    this.who[duty] = person
    return delta
  }

  #change(duty: number, person: number, by: 1 | -1): number {
    const {duties, staff, weights} = this.problem
    const {from, to, day, location} = duties[duty]!
    const own = this.#own[person]!
    if (by === 1) own.push(duty)
    else own.splice(own.indexOf(duty), 1)
    const was = this.#minutes[person]! / 60
    this.#minutes[person]! += by * (to - from)
    const now = this.#minutes[person]! / 60
    const at = person * this.#days + day
    const count = this.#dutiesOn[at]!
    this.#dutiesOn[at] = count + by
    const called = by === 1 ? (count === 0 ? 1 : 0) : count === 1 ? -1 : 0
    const home = staff[person]!.location
    return (
      weights.fairness * (now * now - was * was) +
      weights.day * called +
      (home >= 0 && home !== location ? by * weights.away : 0)
    )
  }
}
