import {searchSchool} from '../../../src/planning/engine/school/school-search.ts'
import {cpuSeconds, type Figure, type MeasuredCase} from './measured-case.ts'
import {plantedSchool} from './planted-school.ts'

const SIZES = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000]
/** Rounds after which moves a second are told. */
const ROUNDS = 2

/** How the time to a first plan, moves a second and memory grow with the school; every size is as full as the others. */
export function growthCases(): MeasuredCase[] {
  return SIZES.map((students): MeasuredCase => {
    const run = (seed: number): Figure => growthRun(students, seed)
    const name = `${students.toLocaleString('en-GB')} students`
    const quick = students <= 10_000 ? 1 : 0
    return {subject: 'planning', group: 'Growth', name, unit: 's to a first plan', seeds: 1, quick, run}
  })
}

function growthRun(students: number, seed: number): Figure {
  const {problem} = plantedSchool({
    students,
    locations: 1,
    exams: Math.round(students / 33),
    days: 20,
    roomsEach: Math.max(3, Math.round(students / 330)),
    most: 6,
    load: 0.75,
    staff: Math.max(12, Math.round(students / 55)),
    seed,
  })
  const start = cpuSeconds()
  let [first, proposals, unplaced] = [0, 0, 0]
  for (const progress of searchSchool(problem, {seed, rounds: ROUNDS, stopped: () => false})) {
    first ||= cpuSeconds() - start
    proposals = progress.proposals
    unplaced = progress.unplaced
  }
  const notes = {registrations: problem.demands.length, rooms: problem.rooms.length, 'without a place': unplaced}
  return {value: first, seconds: cpuSeconds() - start, proposals, notes}
}
