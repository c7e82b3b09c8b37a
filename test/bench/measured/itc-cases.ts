import {annealedFor, figureOf, WITH_ROOMS} from './annealed.ts'
import {ITC2007, itcCost, itcTimetable, readItc, type ItcSet} from './itc2007.ts'
import type {Figure, MeasuredCase} from './measured-case.ts'

const BUDGETS = [
  {seconds: 10, seeds: 3, quick: 1},
  {seconds: 60, seeds: 3, quick: 0},
  {seconds: 276, seeds: 1, quick: 0},
]
/** From here on the peer's best of ten is the goal, before it what it reaches in 60 seconds. */
const LONG = 276

/** Examination timetables with rooms, of the competition of 2007; any figure at all says that every hard rule is kept. */
export function itcCases(folder: string): MeasuredCase[] {
  const sets = Object.keys(ITC2007).map(Number) as ItcSet[]
  return BUDGETS.flatMap(({seconds, seeds, quick}) =>
    sets.map((set): MeasuredCase => {
      const {peer, best, average} = ITC2007[set]
      const run = (seed: number): Figure => itcRun(folder, set, seed, seconds)
      const against = seconds < LONG ? {peer} : {peer: best}
      const goal = seconds < 60 ? {} : {goal: against.peer}
      const name = `set ${set}`
      return {
        subject: 'planning',
        group: `ITC2007, ${seconds} s`,
        name,
        unit: 'points',
        best: average,
        ...against,
        ...goal,
        seeds,
        quick,
        run,
      }
    }),
  )
}

function itcRun(folder: string, set: ItcSet, seed: number, seconds: number): Figure {
  const instance = readItc(`${folder}/itc2007`, set)
  const {timetable, itemOf, partOf} = itcTimetable(instance)
  const found = annealedFor(timetable, seed, seconds, WITH_ROOMS)
  const {slotOf, roomOf} = found.last
  const periods = instance.exams.map((_, exam) => slotOf[itemOf[exam]!]!)
  const rooms = instance.exams.map((_, exam) => roomOf![partOf[exam]!]!)
  const cost = itcCost(instance, periods, rooms)
  if (cost !== found.last.cost) throw new Error(`set ${set}: the file says ${cost}, the search ${found.last.cost}`)
  return figureOf(found, cost)
}
