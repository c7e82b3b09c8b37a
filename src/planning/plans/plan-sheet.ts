import type {Plan} from '../model.ts'
import {
  bodyOf,
  costsOf,
  type PlanBody,
  type PlanCosts,
  type PlannedSession,
  type UnplacedRegistration,
} from './plan-body.ts'
import {UNPLACED} from './unplaced.ts'

/** A plan as people read it. */
export type PlanSheet = Readonly<{
  code: string
  period: string
  state: Plan['state']
  createdAt: Plan['createdAt']
  appliedAt: Plan['appliedAt']
  question: PlanBody['question']
  /** Registrations with a place, of them in sessions that were there already. */
  placed: number
  inFixed: number
  sessions: readonly PlannedSession[]
  unplaced: readonly (UnplacedRegistration & Readonly<{why: string}>)[]
  byHand: PlanBody['byHand']
  costs: PlanCosts
}>

/** Makes the sheet of a stored plan. */
export function planSheet(plan: Plan, period: string): PlanSheet {
  const {question, sessions, inFixed, unplaced, byHand} = bodyOf(plan)
  const opened = sessions
    .flatMap(({exams}) => exams.map(({students}) => students))
    .reduce((sum, students) => sum + students, 0)
  return {
    code: plan.code,
    period,
    state: plan.state,
    createdAt: plan.createdAt,
    appliedAt: plan.appliedAt,
    question,
    placed: opened + inFixed,
    inFixed,
    sessions,
    unplaced: explained(unplaced),
    byHand,
    costs: costsOf(plan),
  }
}

/** Registrations without a place, each with the reason in words. */
export function explained(unplaced: readonly UnplacedRegistration[]): PlanSheet['unplaced'] {
  return unplaced.map((each) => ({...each, why: UNPLACED[each.reason]}))
}
