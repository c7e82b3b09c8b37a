import {CONSTRAINTS, type CostName} from './constraints.ts'
import {within} from './completion/stays.ts'
import type {Problem, ProblemRoom} from '../engine/problem.ts'

/** The least that any plan of a problem has of one term, what that costs, and by what proof. */
export type TermBound = Readonly<{name: CostName; amount: number; cost: number; because: string}>

/** Registrations that may share a room, and how many students, seats and minutes they need at least. */
type Family = Readonly<{
  demands: readonly number[]
  students: number
  sessions: number
  invigilators: number
  minutes: number
}>

/**
 * Lower bounds by term that no plan can go below together, whoever it leaves without a place: seats against the largest rooms
 * for exams that may share one, hours of lead and invigilators, and days of each student. Terms without a proof are nought.
 *
 * Holds as long as a registration without a place costs at least as much as a session, and a person who is missing at least
 * as much as his hours; otherwise those terms are nought as well.
 */
export function planBounds(problem: Problem): TermBound[] {
  const hopeless = hopelessDemands(problem)
  const families = familiesOf(problem, hopeless)
  const {
    unplaced = 0,
    sessions = 0,
    supervision = 0,
    'no-lead': noLead = 0,
    'no-invigilator': noInvigilator = 0,
  } = problem.weights
  const opened = unplaced >= sessions ? families.reduce((sum, family) => sum + family.sessions, 0) : 0
  const minutes = families.reduce((sum, family) => sum + family.minutes * (family.sessions + family.invigilators), 0)
  const longest = Math.max(0, ...families.map((family) => family.minutes))
  const dear = opened > 0 && Math.min(noLead, noInvigilator) >= (supervision * longest) / 60
  const found: Partial<Record<CostName, readonly [amount: number, because: string]>> = {
    unplaced: [hopeless.size, 'registrations that fit in no day part, window, school day or room'],
    sessions: [opened, 'students of exams that may share a room, in the largest room that suits them'],
    supervision: [
      dear ? Math.floor(minutes / 60) : 0,
      'a lead for each of those sessions, and invigilators by the ratio',
    ],
    'same-day': [sameDay(problem, hopeless), 'students with more sittings than days'],
  }
  return CONSTRAINTS.flatMap((constraint): TermBound[] => {
    if (constraint.weight === 'hard') return []
    const {name, weight} = constraint
    const [amount, because] = found[name] ?? [0, '']
    return [{name, amount, cost: amount * (problem.weights[name] ?? weight), because}]
  })
}

/** Registrations that could sit nowhere in an empty school. */
function hopelessDemands({demands, exams, students, slots, rooms, fixed, opens}: Problem): ReadonlySet<number> {
  const inFixed = new Set(fixed.flatMap((session) => session.exams))
  return new Set(
    [...demands.keys()].filter((index) => {
      const {exam, student, minutes, features} = demands[index]!
      if (inFixed.has(exam)) return false
      const needed = [...features, ...exams[exam]!.features]
      const suits = (room: ProblemRoom): boolean => seatsIn(room, exams[exam]!.computer) > 0 && has(room, needed)
      const free = students[student]!.free
      const fits = slots.some(({from, to}) => {
        for (let at = from; at + minutes <= to; at += 5)
          if (within([at, at + minutes], free) && within([at, at + minutes], exams[exam]!.windows)) return true
        return false
      })
      return !opens || !fits || !rooms.some(suits)
    }),
  )
}

function familiesOf(problem: Problem, hopeless: ReadonlySet<number>): Family[] {
  const {demands, exams, rooms, fixed, invigilatorsPer} = problem
  const word = (demand: number): string => {
    const {shareRoom} = exams[demands[demand]!.exam]!
    return shareRoom === '' ? `exam ${demands[demand]!.exam}` : `word ${shareRoom}`
  }
  const all = [...demands.keys()].filter((demand) => !hopeless.has(demand))
  return [...Map.groupBy(all, word).values()].map((own) => {
    const left = fixed
      .filter((session) => session.exams.some((exam) => own.some((demand) => demands[demand]!.exam === exam)))
      .reduce((sum, {seats}) => sum + seats, 0)
    // Of those who need something special, only rooms that have it count; the scarcest class decides.
    const classes = [...Map.groupBy(own, (demand) => needsOf(problem, demand)).entries()]
    const least = (some: readonly number[], needs: readonly string[], computer: boolean): number => {
      const largest = Math.max(...rooms.filter((room) => has(room, needs)).map((room) => seatsIn(room, computer)))
      return Math.ceil(Math.max(0, studentsOf(problem, some) - left) / Math.max(1, largest))
    }
    const sessions = Math.max(least(own, [], false), ...classes.map(([key, some]) => least(some, ...readNeeds(key))))
    const students = Math.max(0, studentsOf(problem, own) - left)
    return {
      demands: own,
      students,
      sessions,
      invigilators: Math.ceil(students / invigilatorsPer),
      minutes: Math.min(...own.map((demand) => demands[demand]!.minutes)),
    }
  })
}

function needsOf({demands, exams}: Problem, demand: number): string {
  const {exam, features} = demands[demand]!
  return JSON.stringify([[...new Set([...features, ...exams[exam]!.features])].toSorted(), exams[exam]!.computer])
}

function readNeeds(key: string): [needs: readonly string[], computer: boolean] {
  return JSON.parse(key) as [readonly string[], boolean]
}

/** Several exams on one seat take one place. */
function studentsOf({demands}: Problem, some: readonly number[]): number {
  return new Set(some.map((demand) => demands[demand]!.student)).size
}

/** Pairs of sittings on one day that a student has at least: his sittings spread evenly over the days on which he can come. */
function sameDay({demands, exams, students, slots}: Problem, hopeless: ReadonlySet<number>): number {
  const own = Map.groupBy(
    [...demands.keys()].filter((demand) => !hopeless.has(demand)),
    (demand) => demands[demand]!.student,
  )
  return [...own].reduce((sum, [student, some]) => {
    const {free} = students[student]!
    const days = new Set(
      slots.filter(({from, to}) => free.some(([opens, closes]) => opens < to && from < closes)).map(({day}) => day),
    ).size
    // Exams that may follow each other on one seat are one sitting.
    const sittings = new Set(
      some.map((demand) => {
        const {shareRoom, shareSeat} = exams[demands[demand]!.exam]!
        return shareSeat === '' || shareRoom === '' ? `${demand}` : `${shareRoom} ${shareSeat}`
      }),
    ).size
    if (days === 0) return sum
    const [each, more] = [Math.floor(sittings / days), sittings % days]
    const pairs = (count: number): number => (count * (count - 1)) / 2
    return sum + more * pairs(each + 1) + (days - more) * pairs(each)
  }, 0)
}

function seatsIn({seats, computers}: ProblemRoom, computer: boolean): number {
  return computer ? Math.min(seats, computers) : seats
}

function has({features}: ProblemRoom, needed: readonly string[]): boolean {
  return needed.every((feature) => features.includes(feature))
}
