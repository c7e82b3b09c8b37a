import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {parsed} from '../../parsed.ts'
import {minutesBetween, plusMinutes} from '../../time.ts'
import {fittingReasons} from '../sessions/fitting.ts'
import {heldSession} from '../sessions/held-session.ts'
import type {OralSlot, Session} from '../model.ts'
import {firstFreeSlot, slotSpan} from './oral-slots.ts'
import {requirePlanningRight} from '../sessions/planning-right.ts'
import type {Certificate} from '../plans/draft-plan.ts'
import {storePlaces} from '../plans/store-places.ts'
import type {Availability, PlanningStores, UnplacedDemand} from '../store.ts'
import {travelBy} from '../sessions/travel.ts'

/** `registrations` are codes; without them all who still need a place for the session's exams. */
export const AssignOrals = z.strictObject({
  session: z.string().min(1),
  registrations: z.array(z.string().min(1)).default([]),
  dryRun: z.boolean().default(false),
})
type Wanted = z.output<typeof AssignOrals>

export type AssignedOrals = Readonly<{
  session: string
  /** The plan that holds the places; null when there are none, or on a dry run. */
  plan: string | null
  placed: readonly Readonly<{registration: string; student: string; exam: string}>[]
  notPlaced: readonly Readonly<{registration: string; student: string; exam: string; reasons: readonly Reason[]}>[]
}>

/**
 * Holds places in an oral session for students, as an applied plan does: central enrolment gives each of them a slot. Nobody
 * gets more places than there are free slots that fit him and the others.
 *
 * @throws ExamError `oral.refused` with `oral.not-oral`, `oral.no-slots`, `oral.closed`; `registration.not-waiting`
 */
export async function assignOrals(
  ctx: Context<PlanningStores>,
  input: z.input<typeof AssignOrals>,
): Promise<AssignedOrals> {
  const wanted = parsed(AssignOrals, input)
  if (wanted.dryRun) return ctx.read('plan.read', async (stores) => answer(await matched(stores, wanted), null))
  const lock = await ctx.read('plan.read', async ({sessions}) => {
    const {id, periodId} = await sessions.get(wanted.session)
    return {period: [periodId], session: [id]}
  })
  return ctx.write('oral.plan', {lock}, async (stores, entry) => {
    const match = await matched(stores, wanted)
    const {session, pairs} = match
    await requirePlanningRight(stores, entry, await heldSession(stores, session))
    if (pairs.length === 0) return answer(match, null)
    const period = await stores.periods.get(session.periodId)
    const certificates = pairs.map(({one, slot}): Certificate => ({
      registrationId: one.registrationId,
      sessionId: session.id,
      sessionExamId: slot.sessionExamId,
    }))
    const plan = await storePlaces(ctx, stores, entry, period, 'oral', certificates)
    entry.note({about: ['session', session.id], facts: {code: session.code, plan: plan.code, places: pairs.length}})
    return answer(match, plan.code)
  })
}

type Match = Readonly<{
  session: Session
  exams: ReadonlyMap<string, string>
  pairs: readonly Readonly<{one: UnplacedDemand; slot: OralSlot}>[]
  left: readonly Readonly<{one: UnplacedDemand; reasons: readonly Reason[]}>[]
}>

/** Gives each student a slot that fits, those with the fewest first; slots for those who were promised one before are left out. */
async function matched(stores: PlanningStores, wanted: Wanted): Promise<Match> {
  const session = await stores.sessions.get(wanted.session)
  const offers = await stores.sessionExams.all({sessionId: session.id})
  const slots = (await stores.oralSlots.all({sessionId: session.id})).filter(({enrolmentId}) => enrolmentId === null)
  refuseIfAny('oral', sessionReasons(session, slots))
  const exams = new Map(
    (await stores.exams.all({id: offers.map(({examId}) => examId)})).map(({id, code}) => [id, code]),
  )
  const demand = waiting(await stores.planning.demand(session.periodId, [...exams.keys()]), wanted.registrations)
  const fitting = await fittingSlots(stores, session, slots, demand)
  const promised = (await stores.planning.promisedIn(session.id)).length
  const left: {one: UnplacedDemand; reasons: readonly Reason[]}[] = []
  const pairs: {one: UnplacedDemand; slot: OralSlot}[] = []
  const used = new Set<string>()
  for (const one of demand.toSorted((a, b) => fitting(a).slots.length - fitting(b).slots.length)) {
    const {slots: own, reasons} = fitting(one)
    const offer = offers.find(({examId}) => examId === one.examId)
    const full = pairs.length + promised >= slots.length
    const slot = offer && !full ? firstFreeSlot(own, offer.id, ({id}) => !used.has(id)) : undefined
    if (slot) {
      used.add(slot.id)
      pairs.push({one, slot})
    } else
      left.push({
        one,
        reasons:
          reasons.length > 0
            ? reasons
            : [{code: 'oral.full', message: `All slots of session ${session.code} that fit are taken.`}],
      })
  }
  return {session, exams, pairs, left}
}

function sessionReasons({code, kind, state}: Session, slots: readonly OralSlot[]): Reason[] {
  return [
    ...(kind === 'oral' ? [] : [{code: 'oral.not-oral', message: `Session ${code} is no oral session.`}]),
    ...(state === 'planned' || state === 'published'
      ? []
      : [{code: 'oral.closed', message: `Session ${code} is ${state}; nobody is added to it.`}]),
    ...(slots.length > 0
      ? []
      : [
          {
            code: 'oral.no-slots',
            message: `Session ${code} has no free slots; make them with: ontrac oral pattern ${code}`,
          },
        ]),
  ]
}

function waiting(demand: readonly UnplacedDemand[], codes: readonly string[]): readonly UnplacedDemand[] {
  const free = demand.filter(({promised}) => promised === null)
  const unknown = codes.find((code) => !free.some((one) => one.code === code))
  if (unknown !== undefined) {
    throw new ExamError(
      'not-found',
      'registration.not-waiting',
      `Registration ${unknown} does not wait for a place for an exam of this session.`,
      {registration: unknown},
    )
  }
  return codes.length === 0 ? free : free.filter(({code}) => codes.includes(code))
}

type Fitting = Readonly<{slots: readonly OralSlot[]; reasons: readonly Reason[]}>

async function fittingSlots(
  stores: PlanningStores,
  session: Session,
  slots: readonly OralSlot[],
  demand: readonly UnplacedDemand[],
): Promise<(one: UnplacedDemand) => Fitting> {
  const {policy} = await theInstitution(stores)
  const travel = travelBy(await stores.planning.distances(), policy.travelMinutes)
  const span = {startsAt: plusMinutes(session.startsAt, -1_440), endsAt: plusMinutes(session.endsAt, 1_440)}
  const persons = demand.map(({personId}) => personId)
  const availability = await stores.planning.availability(persons, span)
  const promises = await stores.planning.promises(persons, span)
  const known = new Map<string, Fitting>()
  const look = ({personId}: UnplacedDemand): Fitting => {
    const own = availability.get(personId) as Availability
    const all = {...own, engagements: [...own.engagements, ...(promises.get(personId) ?? [])]}
    const moments = slots.map((slot) => {
      const time = slotSpan(slot)
      const moment = {
        ...time,
        sessionId: session.id,
        on: session.onDate,
        zone: session.zone,
        locationId: session.locationId,
      }
      return {
        slot,
        reasons: fittingReasons({
          availability: all,
          moment,
          minutes: minutesBetween(time.startsAt, time.endsAt),
          windows: [],
          travel,
        }),
      }
    })
    const fit = moments.filter(({reasons}) => reasons.length === 0)
    return {slots: fit.map(({slot}) => slot), reasons: fit.length > 0 ? [] : (moments[0]?.reasons ?? [])}
  }
  return (one) => {
    const found = known.get(one.registrationId) ?? look(one)
    known.set(one.registrationId, found)
    return found
  }
}

function answer({session, exams, pairs, left}: Match, plan: string | null): AssignedOrals {
  const line = ({code, student, examId}: UnplacedDemand) => ({
    registration: code,
    student,
    exam: exams.get(examId) ?? '',
  })
  return {
    session: session.code,
    plan,
    placed: pairs.map(({one}) => line(one)).toSorted((a, b) => (a.student < b.student ? -1 : 1)),
    notPlaced: left.map(({one, reasons}) => ({...line(one), reasons})),
  }
}
