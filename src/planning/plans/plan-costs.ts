import {checkedSessions} from './checker.ts'
import {CONSTRAINTS, type CostName} from './constraints.ts'
import type {PlanDraft, Problem} from '../engine/problem.ts'

/** One weighed term of a plan: how much there is of it, and what that costs. */
export type PlanCost = Readonly<{name: CostName; amount: number; cost: number}>

const MINUTES_A_DAY = 1_440

/** What a plan costs by term, in the order of the table; computed afresh from problem and plan alone. */
export function planCosts(problem: Problem, plan: PlanDraft): PlanCost[] {
  const amounts = amountsOf(problem, plan)
  return CONSTRAINTS.flatMap((constraint) => {
    if (constraint.weight === 'hard') return []
    const {name} = constraint
    return [{name, amount: amounts[name], cost: amounts[name] * (problem.weights[name] ?? constraint.weight)}]
  })
}

/** The sum of all terms. */
export function totalCost(costs: readonly PlanCost[]): number {
  return costs.reduce((sum, {cost}) => sum + cost, 0)
}

function amountsOf(problem: Problem, plan: PlanDraft): Record<CostName, number> {
  const sessions = checkedSessions(problem, plan)
  const opened = sessions.filter((session) => session.opened >= 0)
  const crews = opened.map((session) => ({session, ...plan.opened[session.opened]!}))
  const usable = ({exams, seats, computers}: (typeof opened)[number]): number =>
    exams.some((exam) => problem.exams[exam]!.computer) ? Math.min(seats, computers) : seats
  const needed = (students: number): number => Math.ceil(students / problem.invigilatorsPer)
  const minutes = crews.reduce(
    (sum, {from, to, lead, invigilators}) => sum + (to - from) * ((lead < 0 ? 0 : 1) + invigilators.length),
    0,
  )
  return {
    unplaced: plan.seatOf.filter((session) => session < 0).length,
    'no-lead': crews.filter(({lead}) => lead < 0).length,
    sessions: opened.length,
    'no-invigilator': crews.reduce(
      (sum, {session, invigilators}) => sum + Math.max(0, needed(session.seated.size) - invigilators.length),
      0,
    ),
    'other-location': sessions.reduce(
      (sum, {location, seated}) => sum + [...seated.values()].filter((own) => isAway(problem, location, own)).length,
      0,
    ),
    'same-day': sameDayPairs(sessions),
    supervision: Math.ceil(minutes / 60),
    'empty-seats': opened.reduce((sum, session) => sum + usable(session) - session.seated.size, 0),
  }
}

function isAway({demands}: Problem, location: number, own: readonly number[]): boolean {
  return own.some((demand) => demands[demand]!.location >= 0 && demands[demand]!.location !== location)
}

function sameDayPairs(sessions: ReturnType<typeof checkedSessions>): number {
  const days = sessions.flatMap(({from, seated}) =>
    [...seated.keys()].map((student) => `${student} ${Math.floor(from / MINUTES_A_DAY)}`),
  )
  return [...Map.groupBy(days, (key) => key).values()].reduce((sum, {length}) => sum + (length * (length - 1)) / 2, 0)
}
