import {violations} from '../../../src/planning/plans/checker.ts'
import type {PlanProgress} from '../../../src/planning/engine/problem.ts'
import {searchSchool} from '../../../src/planning/engine/school/school-search.ts'
import {cpuSeconds, type Figure, type MeasuredCase} from './measured-case.ts'
import {plantedSchool, type SchoolSize} from './planted-school.ts'

type School = SchoolSize & Readonly<{budget: number; first: number}>

const ONE = {locations: 1, exams: 120, days: 10, roomsEach: 15, most: 6, load: 0.75, staff: 60, seed: 1}
const SCHOOLS: Readonly<Record<string, School>> = {
  '2,000 students, one location': {...ONE, students: 2_000, budget: 10, first: 2},
  '5,000 students, six locations': {
    ...ONE,
    students: 5_000,
    locations: 6,
    exams: 150,
    roomsEach: 9,
    staff: 240,
    budget: 30,
    first: 5,
  },
  '50,000 students, 100 rooms': {
    ...ONE,
    students: 50_000,
    exams: 1_500,
    days: 30,
    roomsEach: 100,
    staff: 900,
    budget: 60,
    first: 5,
  },
}
const GOAL = 3

/** Schools with a hidden plan in which no seat is empty: seats opened beyond it, everybody placed. */
export function schoolCases(): MeasuredCase[] {
  return Object.entries(SCHOOLS).map(([name, school]): MeasuredCase => {
    const run = (seed: number): Figure => schoolRun({...school, seed}, seed)
    const large = school.students > 10_000
    const common = {subject: 'planning', group: 'Planted schools', name, unit: '% seats above the optimum'} as const
    return {...common, bound: 0, goal: GOAL, seeds: large ? 1 : 3, quick: 1, run}
  })
}

function schoolRun(school: School, seed: number): Figure {
  const planted = plantedSchool(school)
  const {problem} = planted
  const start = cpuSeconds()
  const spent = (): number => cpuSeconds() - start
  let [first, last]: [number, PlanProgress | undefined] = [0, undefined]
  for (const progress of searchSchool(problem, {seed, rounds: 1_000, stopped: () => spent() > school.budget})) {
    first ||= spent()
    last = progress
  }
  const seconds = spent()
  if (!last) throw new Error('The search found nothing')
  const broken = violations(problem, last.plan)
  if (broken.length > 0) throw new Error(`The plan breaks ${broken[0]!.constraint} at ${broken[0]!.where}`)
  const seats = last.plan.opened.reduce((sum, {room}) => sum + problem.rooms[room]!.seats, 0)
  return {
    value: 100 * (seats / planted.seats - 1),
    seconds,
    proposals: last.proposals,
    notes: {
      'first plan s': first.toFixed(2),
      'first plan goal s': school.first,
      'sessions %': (100 * (last.plan.opened.length / planted.sessions - 1)).toFixed(1),
      'without a place': last.unplaced,
      registrations: problem.demands.length,
      rounds: last.round,
    },
  }
}
