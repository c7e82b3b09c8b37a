import {type RotaDuty, type RotaProblem} from './rota-problem.ts'

/** A proven floor under the cost of a rota in which every duty has somebody, by term. */
export type RotaBound = Readonly<{total: number; days: number; fairness: number}>

/**
 * What any rota costs at least: on each day as many people as duties run at one time, less those who are there anyway; and
 * hours shared as evenly as water finds its level over what each has worked before, nobody above his limit.
 */
export function rotaBound(problem: RotaProblem): RotaBound {
  const {duties, staff, weights} = problem
  let called = 0
  for (const [day, own] of Map.groupBy(duties, (duty) => duty.day)) {
    const there = staff.filter(({stays}) => stays.some((stay) => stay.day === day)).length
    called += Math.max(0, atOneTime(own) - there)
  }
  const minutes = duties.reduce((sum, {from, to}) => sum + to - from, 0)
  const days = weights.day * called
  const fairness =
    weights.fairness *
    level(
      staff.map(({carried, limit}) => ({carried, limit})),
      minutes,
    )
  return {total: days + fairness, days, fairness}
}

function atOneTime(duties: readonly RotaDuty[]): number {
  return Math.max(0, ...duties.map(({from}) => duties.filter((other) => other.from <= from && from < other.to).length))
}

/** The least sum of squared hours when `minutes` are poured over what is carried. */
function level(staff: readonly Readonly<{carried: number; limit: number | null}>[], minutes: number): number {
  const filled = (height: number): readonly number[] =>
    staff.map(({carried, limit}) => Math.max(carried, Math.min(height, limit ?? Infinity)))
  const poured = (height: number): number => filled(height).reduce((sum, own, i) => sum + own - staff[i]!.carried, 0)
  let [low, high] = [0, Math.max(0, ...staff.map(({carried}) => carried)) + minutes]
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2
    if (poured(middle) > minutes) high = middle
    else low = middle
  }
  return filled(low).reduce((sum, own) => sum + (own / 60) ** 2, 0)
}
