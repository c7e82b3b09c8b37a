import {repairTimetable} from '../../../src/planning/engine/timetable/repair-timetable.ts'
import {annealedFor} from './annealed.ts'
import {cpuSeconds, type Figure, type MeasuredCase} from './measured-case.ts'
import {readScett, SCETT, scettTimetable, seatsShort, type ScettInstance, type ScettName} from './scett.ts'
import {torontoCost} from './toronto.ts'

/** CPU seconds of the timetable that loses seats, and proposals of each repair. */
const PLANNED = 5
const PROPOSALS = 1_500_000
/** What an exam that moves costs, in points of closeness. */
const CHANGE = 2_000
const GOAL = 5

/** Timetables that lose seats in fifty scenarios: how many exams move, as a mean over the scenarios, and how many at worst. */
export function scettCases(folder: string): MeasuredCase[] {
  return SCETT.map((name): MeasuredCase => {
    const run = (seed: number): Figure => scettRun(folder, name, seed)
    const common = {subject: 'planning', group: 'Lost seats (SCETT)', name, unit: '% of exams moved'} as const
    return {...common, goal: GOAL, seeds: 1, quick: name === 'car91' ? 0 : 1, run}
  })
}

function scettRun(folder: string, name: ScettName, seed: number): Figure {
  const instance = readScett(`${folder}/scett`, name)
  const {slotOf} = annealedFor(scettTimetable(instance, new Int32Array(instance.slots)), seed, PLANNED, {
    hot: 1_000,
    exchanges: 0.1,
  }).last
  const repairs = instance.scenarios.map((lost) => repaired(instance, slotOf, lost, seed))
  const held = repairs.filter(({moved}) => moved >= 0)
  const mean = (of: (repair: Repaired) => number): number => held.reduce((sum, each) => sum + of(each), 0) / held.length
  return {
    value: mean(({moved}) => moved),
    seconds: Math.max(...repairs.map(({seconds}) => seconds)),
    notes: {
      scenarios: repairs.length,
      'no repair found': repairs.length - held.length,
      'moved at most %': Math.max(...held.map(({moved}) => moved)).toFixed(1),
      'have to move at least %': mean(({least}) => least).toFixed(1),
      'too few seats at all': instance.scenarios.filter((lost) => isHopeless(instance, lost)).length,
    },
  }
}

/** Percent of the exams that moved, -1 when no repair was found, and that have to move whatever is done. */
type Repaired = Readonly<{moved: number; least: number; seconds: number}>

function repaired(instance: ScettInstance, slotOf: Int32Array, lost: Int32Array, seed: number): Repaired {
  const start = cpuSeconds()
  const own = (exam: number, slot: number): number => (slot === slotOf[exam] ? 0 : CHANGE)
  const found = repairTimetable(scettTimetable(instance, lost, own), slotOf, {
    seed,
    proposals: PROPOSALS,
    change: CHANGE,
  })
  const seconds = cpuSeconds() - start
  const least = (100 * mustLeave(instance, lost, slotOf)) / instance.exams
  if (!found) return {moved: -1, least, seconds}
  if (torontoCost(instance, found.slotOf) < 0 || seatsShort(instance, lost, found.slotOf) > 0)
    throw new Error('A repaired timetable has a conflict, or too few seats')
  const moved = found.slotOf.filter((slot, exam) => slot !== slotOf[exam]).length
  return {moved: (100 * moved) / instance.exams, least, seconds}
}

function isHopeless({sizes, seats}: ScettInstance, lost: Int32Array): boolean {
  const needed = sizes.reduce((sum, size) => sum + size, 0)
  return lost.reduce((sum, fewer) => sum + seats - fewer, 0) < needed
}

/** Exams that have to leave slots with too few seats, the largest of each first. */
function mustLeave({sizes, seats, slots}: ScettInstance, lost: Int32Array, slotOf: Int32Array): number {
  let count = 0
  for (let slot = 0; slot < slots; slot++) {
    const own = [...sizes.keys()].flatMap((exam) => (slotOf[exam] === slot ? [sizes[exam]!] : []))
    let over = own.reduce((sum, size) => sum + size, 0) - (seats - lost[slot]!)
    for (const size of own.toSorted((a, b) => b - a)) {
      if (over <= 0) break
      over -= size
      count++
    }
  }
  return count
}
