import {checkedSessions} from './checker.ts'
import {CONSTRAINTS, type CostName} from './constraints.ts'
import type {PlanDraft, Problem} from '../engine/problem.ts'

/** One weighed term of a plan: how much there is of it, and what that costs. */
export type PlanCost = Readonly<{name: CostName; amount: number; cost: number}>

const MINUTES_A_DAY = 1_440
/** Minutes under which two sessions of a student follow each other closely. */
const SHORT_REST = 90
/** Registrations from which an exam is large. */
const LARGE = 100

type Sessions = ReturnType<typeof checkedSessions>

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
    ...closenessOf(sessions),
    'late-large': lateLarge(problem, opened),
    'split-exam': furtherRooms(opened),
    rooms: new Set(crews.map(({room, from}) => `${room} ${dayOf(from)}`)).size,
    supervision: Math.ceil(minutes / 60),
    uneven: unevenHours(problem, plan),
    'empty-seats': opened.reduce((sum, session) => sum + usable(session) - session.seated.size, 0),
  }
}

function isAway({demands}: Problem, location: number, own: readonly number[]): boolean {
  return own.some((demand) => demands[demand]!.location >= 0 && demands[demand]!.location !== location)
}

function sameDayPairs(sessions: Sessions): number {
  const days = sessions.flatMap(({from, seated}) => [...seated.keys()].map((student) => `${student} ${dayOf(from)}`))
  return [...Map.groupBy(days, (key) => key).values()].reduce((sum, {length}) => sum + (length * (length - 1)) / 2, 0)
}

function dayOf(minute: number): number {
  return Math.floor(minute / MINUTES_A_DAY)
}

/** What lies close together for one student: sessions with less than an hour and a half between them, more than two on a day, days in a row. */
function closenessOf(sessions: Sessions): Record<'back-to-back' | 'full-day' | 'next-day', number> {
  const found = {'back-to-back': 0, 'full-day': 0, 'next-day': 0}
  const seats = sessions.flatMap(({from, to, seated}) => [...seated.keys()].map((student) => ({student, from, to})))
  for (const own of Map.groupBy(seats, ({student}) => student).values()) {
    const days = Map.groupBy(own, ({from}) => dayOf(from))
    for (const [day, {length}] of days) {
      found['full-day'] += Math.max(0, length - 2)
      if (days.has(day + 1)) found['next-day']++
    }
    for (const a of own)
      for (const b of own)
        if (a !== b && dayOf(a.from) === dayOf(b.from) && a.from <= b.from && b.from - a.to < SHORT_REST)
          found['back-to-back']++
  }
  return found
}

function lateLarge({demands, slots}: Problem, opened: Sessions): number {
  const large = [...Map.groupBy(demands, ({exam}) => exam)].flatMap(([exam, {length}]) =>
    length >= LARGE ? [exam] : [],
  )
  const starts = slots.map(({from}) => from).toSorted((a, b) => a - b)
  const late = starts[Math.ceil((2 * starts.length) / 3)] ?? Infinity
  return opened.filter(({from, exams}) => from >= late && exams.some((exam) => large.includes(exam))).length
}

function furtherRooms(opened: Sessions): number {
  const places = opened.flatMap(({exams, from, location}) => exams.map((exam) => `${exam} ${from} ${location}`))
  return places.length - new Set(places).size
}

/** Hours of work above the mean, of all who may supervise: what they have elsewhere counts too. */
function unevenHours({staff}: Problem, {opened}: PlanDraft): number {
  if (staff.length === 0) return 0
  const minutes = staff.map(({stays}, member) => {
    const own = opened.filter(({lead, invigilators}) => lead === member || invigilators.includes(member))
    return [...stays, ...own].reduce((sum, {from, to}) => sum + to - from, 0)
  })
  const mean = minutes.reduce((sum, own) => sum + own, 0) / staff.length
  return Math.floor(minutes.reduce((sum, own) => sum + Math.max(0, own - mean), 0) / 60)
}
