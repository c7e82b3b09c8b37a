import {oralBound} from '../../../src/planning/engine/orals/oral-bound.ts'
import type {OralPlan, OralProblem} from '../../../src/planning/engine/orals/oral-problem.ts'
import {repairOrals} from '../../../src/planning/engine/orals/repair-orals.ts'
import {searchOrals} from '../../../src/planning/engine/orals/search-orals.ts'
import {oralViolations} from '../../../src/planning/orals/oral-checker.ts'
import {plantedOrals, randomOrals} from '../../support/oral-problems.ts'
import {cpuSeconds, type Figure, lastOf, type MeasuredCase} from './measured-case.ts'

const COMMON = {subject: 'orals', unit: '% above the bound', bound: 0} as const
const DAYS = {students: 120, examiners: 12, days: 3}

/** Oral days whose best plan is known, others against a proven bound, and an examiner who falls ill. */
export function oralCases(): MeasuredCase[] {
  return [
    {
      ...COMMON,
      group: 'Orals',
      name: 'planted 120 x 12 x 3',
      goal: 1,
      seeds: 20,
      quick: 5,
      run: (seed) => plantedRun({...DAYS, seed}, 8_000_000),
    },
    {
      ...COMMON,
      group: 'Orals',
      name: 'planted 300 x 20 x 5',
      goal: 2,
      seeds: 3,
      quick: 1,
      run: (seed) => plantedRun({students: 300, examiners: 20, days: 5, seed}, 20_000_000),
    },
    {
      ...COMMON,
      group: 'Orals',
      name: 'random 120 x 12 x 3',
      goal: 4,
      seeds: 3,
      quick: 1,
      run: (seed) => {
        const problem = randomOrals({...DAYS, seed})
        return oralRun(problem, oralBound(problem).total, seed, 8_000_000)
      },
    },
    {
      subject: 'orals',
      group: 'Orals',
      name: 'examiner ill',
      unit: 's to a new day',
      goal: 1,
      seeds: 3,
      quick: 1,
      run: illRun,
    },
  ]
}

function plantedRun(size: typeof DAYS & {seed: number}, proposals: number): Figure {
  const {problem, optimum} = plantedOrals(size)
  if (oralBound(problem).total !== optimum) throw new Error('The bound does not prove the hidden plan')
  return oralRun(problem, optimum, size.seed, proposals)
}

function oralRun(problem: OralProblem, best: number, seed: number, proposals: number): Figure {
  const {last, seconds} = lastOf(searchOrals(problem, {seed, proposals}))
  const [broken] = oralViolations(problem, last.plan)
  if (broken) throw new Error(`The plan breaks a rule: ${JSON.stringify(broken)}`)
  const {total, ...terms} = last.cost
  return {value: 100 * (total / best - 1), seconds, proposals, notes: {best, ...terms}}
}

/** Who the first examiner of a plan would have heard on his first day gets another time, and nobody else. */
function illRun(seed: number): Figure {
  const problem = randomOrals({...DAYS, seed})
  const {places} = lastOf(searchOrals(problem, {seed, proposals: 1_000_000})).last.plan
  const {without, movable, parts} = illness(problem, places)
  const start = cpuSeconds()
  const repaired = repairOrals(without, {held: places, movable, parts, seed, rounds: 5})
  const seconds = cpuSeconds() - start
  const moved = places.filter((place, oral) => !movable.includes(oral) && repaired.places[oral] !== place).length
  if (moved > 0 || oralViolations(without, repaired).length > 0) throw new Error('Others moved, or a rule is broken')
  const left = repaired.places.filter((place) => place === null).length
  return {value: seconds, seconds, notes: {'orals to place': movable.length, 'without a time': left}}
}

function illness(problem: OralProblem, places: OralPlan['places']) {
  const first = places.find((place) => place !== null)!
  const [who] = problem.panels[first.panel]!.examiners
  const {day} = problem.parts[first.part]!
  const examiners = problem.examiners.map((each, e) =>
    e === who ? {...each, free: each.free.filter(([from]) => Math.floor(from / 1440) !== day)} : each,
  )
  const hit = (place: OralPlan['places'][number]): boolean =>
    place !== null && problem.panels[place.panel]!.examiners.includes(who!) && problem.parts[place.part]!.day === day
  const movable = places.flatMap((place, oral) => (hit(place) ? [oral] : []))
  return {
    without: {...problem, examiners},
    movable,
    parts: problem.parts.flatMap((part, i) => (part.day === day ? [i] : [])),
  }
}
