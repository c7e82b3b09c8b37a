import {annealedFor, figureOf} from './annealed.ts'
import type {Figure, MeasuredCase} from './measured-case.ts'
import {readToronto, TORONTO, torontoCost, torontoTimetable, type TorontoName} from './toronto.ts'

/** CPU seconds, and how many percent above the best known the mean may be. */
const BUDGETS = [
  {seconds: 10, most: 2, seeds: 3, quick: 1},
  {seconds: 60, most: 0.6, seeds: 3, quick: 0},
]
const LONG = 300
const LONG_MOST = 0.3

/** Uncapacitated examination timetables: the cost of closeness, in the standard number of slots. */
export function torontoCases(folder: string): MeasuredCase[] {
  const names = Object.keys(TORONTO) as TorontoName[]
  const within = (name: TorontoName, percent: number) => TORONTO[name].best * (1 + percent / 100)
  const common = (name: TorontoName) =>
    ({subject: 'planning', unit: 'per student', best: TORONTO[name].best, peer: TORONTO[name].peer}) as const
  return [
    ...BUDGETS.flatMap(({seconds, most, seeds, quick}) =>
      names.map((name): MeasuredCase => {
        const run = (seed: number): Figure => torontoRun(folder, name, seed, seconds)
        return {...common(name), group: `Toronto, ${seconds} s`, name, goal: within(name, most), seeds, quick, run}
      }),
    ),
    ...names.map((name): MeasuredCase => {
      const run = (seed: number): Figure => torontoRun(folder, name, seed, LONG)
      const group = `Toronto, ${LONG} s on two workers`
      return {...common(name), group, name, goal: within(name, LONG_MOST), seeds: 1, quick: 0, workers: 2, run}
    }),
  ]
}

/** One search; its cost is computed afresh from the students. */
function torontoRun(folder: string, name: TorontoName, seed: number, seconds: number): Figure {
  const instance = readToronto(`${folder}/toronto`, name)
  const found = annealedFor(torontoTimetable(instance, TORONTO[name].slots), seed, seconds)
  const cost = torontoCost(instance, found.last.slotOf)
  if (Math.abs(cost * instance.students.length - found.last.cost) > 0.5)
    throw new Error(`${name}: the students say ${cost}, the search ${found.last.cost / instance.students.length}`)
  return figureOf(found, cost)
}
