import {rotaBound} from '../../../src/planning/engine/rota/rota-bound.ts'
import {searchRota} from '../../../src/planning/engine/rota/search-rota.ts'
import {rotaViolations} from '../../../src/planning/rota/rota-checker.ts'
import {randomRota} from '../../support/rota-problems.ts'
import {type Figure, lastOf, type MeasuredCase} from './measured-case.ts'

const SIZES = [
  {staff: 40, days: 10, proposals: 1_000_000, goal: 1},
  {staff: 80, days: 15, proposals: 6_000_000, goal: 3},
]

/** Rotas against a proven bound. */
export function rotaCases(): MeasuredCase[] {
  return SIZES.map(({staff, days, proposals, goal}): MeasuredCase => {
    const name = `${staff} staff x ${days} days`
    const run = (seed: number): Figure => rotaRun({staff, days, seed}, proposals)
    const common = {subject: 'rota', group: 'Rota', name, unit: '% above the bound', bound: 0} as const
    return {...common, goal, seeds: 3, quick: 1, run}
  })
}

function rotaRun(size: Readonly<{staff: number; days: number; seed: number}>, proposals: number): Figure {
  const problem = randomRota(size)
  const {last, seconds} = lastOf(searchRota(problem, {seed: size.seed, proposals}))
  if (rotaViolations(problem, last.plan).length > 0) throw new Error('The rota breaks a rule')
  const bound = rotaBound(problem).total
  const notes = {duties: problem.duties.length, 'without anybody': last.cost.unfilled, bound}
  return {value: 100 * (last.cost.total / bound - 1), seconds, proposals, notes}
}
