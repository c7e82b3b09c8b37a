import {z} from 'zod'
import type {Access, Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {type Barrier, BARRIERS, inTheWay, smallest} from './barriers.ts'
import type {PlanDraft} from '../engine/problem.ts'
import {findPlan} from './find-plan.ts'
import {openPlan} from './open-plan.ts'
import {optionsFor, type PlaceOption} from './options-for.ts'
import {planCosts, totalCost} from './plan-costs.ts'
import type {PlanningCase} from './planning-case.ts'
import {standingPlan} from '../certificates/standing-plan.ts'
import type {PlanningStores} from '../store.ts'

/** A plan, and what in it: the code of a registration or of an exam. Of a period its draft, else the plan as it stands. */
export const ExplainPlan = z.strictObject({plan: z.string().min(1), what: z.string().min(1)})

/** Barriers in words, with what would take each away. */
export type Explained = Readonly<{barrier: Barrier; text: string; remedy: string}>

/** What would help: barriers that have to go together, and the place that there would be then. */
export type Remedy = Readonly<{barriers: readonly Explained[]; place: string}>

/** Another session of the exam, and what keeps somebody from it or what it would cost more; null where it does not fit. */
export type OtherPlace = Readonly<{session: string; barriers: readonly Explained[]; cost: number | null}>

/** Why one registration is where it is. */
export type ExplainedRegistration = Readonly<{
  registration: string
  student: string
  exam: string
  /** Its session; null is nowhere. */
  session: string | null
  /** The smallest set of things that together leave no place: without any one of them there would be one. */
  inTheWay: readonly Explained[]
  remedies: readonly Remedy[]
  /** A place that is free for it and was not used. */
  free: string | null
  others: readonly OtherPlace[]
}>

/** Why an exam is as it is in a plan. */
export type ExplainedExam = Readonly<{
  exam: string
  placed: number
  unplaced: number
  sessions: readonly Readonly<{session: string; students: number}>[]
  /** How many of those without a place would have one without these barriers, and no others. */
  help: readonly Readonly<{barriers: readonly Explained[]; registrations: number}>[]
  registrations: readonly ExplainedRegistration[]
}>

export type PlanExplanation = Readonly<{
  plan: string
  registration: ExplainedRegistration | null
  exam: ExplainedExam | null
}>

/** Registrations of an exam that are explained one by one. */
const SHOWN = 20
/** Registrations of an exam that are counted in what would help. */
const COUNTED = 200
/** Remedies that are told, the smallest first. */
const REMEDIES = 5

/**
 * Explains by trying (feature P11): every session and every room and time for a registration, what is in its way there, the
 * smallest set of things that leave no place at all, and what would have to go. Changes nothing.
 *
 * @throws ExamError `plan.not-found`, `plan.nothing-so-called`
 */
export async function explainPlan(
  ctx: Context<PlanningStores>,
  input: z.input<typeof ExplainPlan>,
): Promise<PlanExplanation> {
  const {plan: key, what} = parsed(ExplainPlan, input)
  const told = await ctx.read('planning.read', (stores, access) => planToExplain(stores, access, key))
  const {planned, label} = told
  const demand = planned.demand.findIndex(({code, registrationId}) => code === what || registrationId === what)
  if (demand >= 0) return {plan: label, registration: registrationOf(told, demand), exam: null}
  const exam = planned.exams.findIndex(({exam: each}) => each.code === what || each.id === what)
  if (exam >= 0) return {plan: label, registration: null, exam: examOf(told, exam)}
  const message = `In ${label} there is no registration or exam "${what}" to explain. Sessions are explained with: ontrac plan try ${key} ${what}`
  throw new ExamError('not-found', 'plan.nothing-so-called', message, {plan: label, what})
}

type Told = Readonly<{label: string; planned: PlanningCase; draft: PlanDraft; codes: readonly string[]}>

async function planToExplain(stores: PlanningStores, access: Access, key: string): Promise<Told> {
  const {plan, period} = await findPlan(stores, key, ['draft']).catch(async (error: unknown) => {
    const found = await stores.periods.find(key)
    if (found) return {plan: undefined, period: found}
    throw error
  })
  if (plan?.state === 'draft') {
    const {planned, draft, body} = await openPlan(stores, access, plan.code)
    return {label: `plan ${plan.code}`, planned, draft, codes: body.sessions.map(({code}) => code)}
  }
  const {planned, draft} = await standingPlan(stores, access.now, period, true)
  return {label: `period ${period.code} as it stands`, planned, draft, codes: []}
}

function registrationOf(told: Told, demand: number): ExplainedRegistration {
  const {planned, draft} = told
  const {problem} = planned
  const options = optionsFor(problem, draft, demand)
  const at = draft.seatOf[demand]!
  const free = options.find(({barriers}) => barriers.length === 0)
  const {code, student} = planned.demand[demand]!
  return {
    registration: code,
    student,
    exam: planned.exams[problem.demands[demand]!.exam]!.exam.code,
    session: at < 0 ? null : placeName(told, at),
    inTheWay: at < 0 ? inWords(inTheWay(options.map(({barriers}) => barriers))) : [],
    remedies: at < 0 ? remediesOf(told, options) : [],
    free: at < 0 && free ? optionName(told, free) : null,
    others: othersOf(told, demand, options),
  }
}

function remediesOf(told: Told, options: readonly PlaceOption[]): Remedy[] {
  const sets = smallest(options.map(({barriers}) => barriers)).filter((set) => set.length > 0)
  return sets.slice(0, REMEDIES).map((set) => {
    const key = [...set].toSorted().join(' ')
    const option = options.find(({barriers}) => [...barriers].toSorted().join(' ') === key)!
    return {barriers: inWords(set), place: optionName(told, option)}
  })
}

function othersOf(told: Told, demand: number, options: readonly PlaceOption[]): OtherPlace[] {
  const {planned, draft} = told
  const now = totalCost(planCosts(planned.problem, draft))
  return options
    .filter(({session}) => session >= 0 && session !== draft.seatOf[demand])
    .map(({session, barriers}) => {
      const seatOf = draft.seatOf.map((each, i) => (i === demand ? session : each))
      const cost = barriers.length > 0 ? null : totalCost(planCosts(planned.problem, {...draft, seatOf})) - now
      return {session: placeName(told, session), barriers: inWords(barriers), cost}
    })
    .toSorted((a, b) => a.barriers.length - b.barriers.length)
    .slice(0, SHOWN)
}

function examOf(told: Told, exam: number): ExplainedExam {
  const {planned, draft} = told
  const own = [...planned.demand.keys()].filter((demand) => planned.problem.demands[demand]!.exam === exam)
  const unplaced = own.filter((demand) => draft.seatOf[demand]! < 0)
  const placed = Map.groupBy(
    own.filter((demand) => draft.seatOf[demand]! >= 0),
    (demand) => draft.seatOf[demand]!,
  )
  const counts = new Map<string, {barriers: readonly Barrier[]; registrations: number}>()
  for (const demand of unplaced.slice(0, COUNTED)) {
    for (const set of smallest(optionsFor(planned.problem, draft, demand).map(({barriers}) => barriers))) {
      const key = set.join(' ')
      counts.set(key, {barriers: set, registrations: (counts.get(key)?.registrations ?? 0) + 1})
    }
  }
  return {
    exam: planned.exams[exam]!.exam.code,
    placed: own.length - unplaced.length,
    unplaced: unplaced.length,
    sessions: [...placed].map(([session, demands]) => ({session: placeName(told, session), students: demands.length})),
    help: [...counts.values()]
      .filter(({barriers}) => barriers.length > 0)
      .toSorted((a, b) => a.barriers.length - b.barriers.length || b.registrations - a.registrations)
      .slice(0, REMEDIES)
      .map(({barriers, registrations}) => ({barriers: inWords(barriers), registrations})),
    registrations: unplaced.slice(0, SHOWN).map((demand) => registrationOf(told, demand)),
  }
}

function inWords(barriers: readonly Barrier[]): Explained[] {
  return barriers.map((barrier) => ({barrier, ...BARRIERS[barrier]}))
}

function optionName(told: Told, {session, room, from}: PlaceOption): string {
  if (session >= 0) return placeName(told, session)
  const {on, from: time} = told.planned.timeline.wallAt(from)
  return `${told.planned.rooms[room]!.code} ${on} ${time}`
}

function placeName({planned, draft, codes}: Told, session: number): string {
  const first = planned.problem.fixed.length
  const fixed = planned.fixed[session]
  if (session < first && fixed) return fixed.session.code
  const opened = draft.opened[session - first]!
  return (
    codes[session - first] ??
    optionName({planned, draft, codes, label: ''}, {session: -1, room: opened.room, from: opened.from, barriers: []})
  )
}
