import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {type OpenPlan, openPlan, sessionIn} from './open-plan.ts'
import {asJson, type PlanPins, pinsOf} from './plan-body.ts'
import type {PlanningStores} from '../store.ts'

/** What stays as it is when a plan is made again: sessions, with those who sit in them or not, and single registrations. */
export const PinPlanned = z.strictObject({
  plan: z.string().min(1),
  sessions: z.array(z.string().min(1)).default([]),
  registrations: z.array(z.string().min(1)).default([]),
  withStudents: z.boolean().default(false),
  off: z.boolean().default(false),
})

/** What is pinned in a plan, by code. */
export type PinnedPlan = Readonly<{
  plan: string
  period: string
  sessions: readonly string[]
  registrations: readonly Readonly<{registration: string; student: string; session: string}>[]
}>

/**
 * Pins sessions of a draft plan, or registrations to the session in which they sit, or frees them with `off`. Pinned sessions
 * keep room, time, exams and people when the plan is changed, repaired or made again with `keep`; without anything named it
 * only tells what is pinned.
 *
 * @throws ExamError `plan.not-found`, `plan.no-session`, `registration.not-found`, `plan.not-placed`; `plan.refused` with
 * `plan.applied`, `plan.withdrawn`
 */
export async function pinPlanned(ctx: Context<PlanningStores>, input: z.input<typeof PinPlanned>): Promise<PinnedPlan> {
  const wanted = parsed(PinPlanned, input)
  if (wanted.sessions.length + wanted.registrations.length === 0)
    return ctx.read('planning.read', async (stores, access) => {
      const open = await openPlan(stores, access, wanted.plan)
      return answer(open, pinsOf(open.body))
    })
  const {plan} = await ctx.read('planning.read', (stores, access) => openPlan(stores, access, wanted.plan))
  return ctx.write('plan.make', {lock: {period: [plan.periodId]}}, async (stores, entry) => {
    const open = await openPlan(stores, entry, plan.code)
    const pins = pinned(open, wanted)
    await stores.plans.change(plan.id, {body: asJson({...open.body, pins})})
    const facts = {code: plan.code, sessions: pins.sessions.length, registrations: pins.registrations.length}
    entry.note({about: ['plan', plan.id], facts})
    return answer(open, pins)
  })
}

function pinned(open: OpenPlan, wanted: z.output<typeof PinPlanned>): PlanPins {
  const was = pinsOf(open.body)
  const sessions = wanted.sessions.map((key) => open.body.sessions[sessionIn(open, key)]!.id)
  const within = new Set(sessions)
  const seated =
    wanted.withStudents || wanted.off ? open.certificates.filter(({sessionId}) => within.has(sessionId)) : []
  const registrations = [
    ...wanted.registrations.map((key) => placed(open, key)),
    ...seated.map(({registrationId}) => registrationId),
  ]
  const own = new Set(registrations)
  const under = open.certificates.filter(({registrationId}) => own.has(registrationId)).map(({sessionId}) => sessionId)
  // Who stays where he sits needs that session to stay.
  const opened = wanted.off ? [] : open.body.sessions.filter(({id}) => under.includes(id)).map(({id}) => id)
  const change = <T>(before: readonly T[], given: readonly T[]): readonly T[] =>
    wanted.off ? before.filter((each) => !given.includes(each)) : [...new Set([...before, ...given])]
  return {
    sessions: change(was.sessions, [...sessions, ...opened]),
    registrations: change(was.registrations, registrations),
  }
}

function placed({planned, draft, plan}: OpenPlan, key: string) {
  const index = planned.demand.findIndex(({code, registrationId}) => code === key || registrationId === key)
  const found = planned.demand[index]
  if (!found)
    throw new ExamError(
      'not-found',
      'registration.not-found',
      `Plan ${plan.code} has no registration "${key}" to place.`,
      {
        what: 'registration',
        key,
      },
    )
  if (draft.seatOf[index]! >= 0) return found.registrationId
  const message = `Registration ${found.code} has no place in plan ${plan.code}. See why with: ontrac plan explain ${plan.code} ${found.code}`
  throw new ExamError('refused', 'plan.not-placed', message, {registration: found.code})
}

function answer({plan, period, body, planned, certificates}: OpenPlan, pins: PlanPins): PinnedPlan {
  const codes = new Map([
    ...planned.fixed.map(({session}) => [session.id, session.code] as const),
    ...body.sessions.map(({id, code}) => [id, code] as const),
  ])
  const where = new Map(certificates.map(({registrationId, sessionId}) => [registrationId, codes.get(sessionId) ?? '']))
  return {
    plan: plan.code,
    period: period.code,
    sessions: pins.sessions.flatMap((id) => codes.get(id) ?? []),
    registrations: planned.demand
      .filter(({registrationId}) => pins.registrations.includes(registrationId))
      .map(({code, student, registrationId}) => ({
        registration: code,
        student,
        session: where.get(registrationId) ?? '',
      })),
  }
}
