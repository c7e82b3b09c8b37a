import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {PersonId, PlanId, RunId} from '../../ids.ts'
import type {Period} from '../../institution/model.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import {canonicalJson} from '../../json.ts'
import type {Run} from '../../operation/records.ts'
import {parsed} from '../../parsed.ts'
import {overlaps, plusMinutes, type Span} from '../../time.ts'
import type {OralSlot} from '../model.ts'
import {asOralJson, oralOptions, type PlannedOrals} from './oral-body.ts'
import {oralRun, sessionsOf} from './oral-run.ts'
import {slotSpan} from './oral-slots.ts'
import {type OralPlanSheet, oralPlanSheet} from './oral-plan-sheet.ts'
import {requirePlanningRight} from '../sessions/planning-right.ts'
import {codesInUse, numbered} from '../sessions/session-code.ts'
import {addSessionRows, sessionRows} from '../sessions/session-rows.ts'
import type {SessionWish} from '../sessions/session-wish.ts'
import {storePlaces} from '../plans/store-places.ts'
import type {PlanningStores} from '../store.ts'

/** `plan` is the code of an oral plan, or of a period: then its newest draft. */
export const ApplyOralPlan = z.strictObject({plan: z.string().min(1), dryRun: z.boolean().default(false)})

const DAY = 1_440

/**
 * Makes the sessions of an oral plan with their slots, each kept for its student; examiners, rooms and places are theirs from
 * then on, and central enrolment adopts the times. Goes in steps; one that was cut off goes on when it is applied again. The
 * sessions can be taken back with `plan undo`, by the code of the plan that holds the places.
 *
 * @throws ExamError `oral-plan.not-found`; `oral.refused` with `oral.applied`, `oral.no-longer-waits`, `room.taken`,
 * `staff.busy`, `student.busy` when the school has changed since
 */
export async function applyOralPlan(
  ctx: Context<PlanningStores>,
  input: z.input<typeof ApplyOralPlan>,
  progress?: (done: number, of: number) => void,
): Promise<OralPlanSheet> {
  const wanted = parsed(ApplyOralPlan, input)
  const {run, sessions, sheet, period} = await ctx.read('plan.read', async (stores) => {
    const found = await oralRun(stores, wanted.plan)
    const all = await sessionsOf(stores, found)
    refuseIfAny('oral', closedReasons(found))
    const whose = await stores.periods.get(oralOptions(found).period)
    const left = all.slice(found.nextStep === 0 ? 0 : all.length)
    refuseIfAny('oral', await oralConflicts(stores, whose, left))
    const {zone} = await theInstitution(stores)
    return {run: found, sessions: all, period: whose, sheet: oralPlanSheet(found, all, zone)}
  })
  if (wanted.dryRun) return sheet
  for (let position = run.nextStep; position < run.steps; position++) {
    await step(ctx, {run: run.id, period, position, places: position === 0 ? sessions : []})
    progress?.(position + 1, run.steps)
  }
  return {...sheet, state: 'applied'}
}

function closedReasons({code, state}: Run): Reason[] {
  if (state === 'planned' || state === 'applying') return []
  return [
    {code: 'oral.applied', message: `Oral plan ${code} is ${state} already; make a new one with: ontrac oral make`},
  ]
}

type Step = Readonly<{run: RunId; period: Period; position: number; places: readonly PlannedOrals[]}>

async function step(ctx: Context<PlanningStores>, {run, period, position, places}: Step): Promise<void> {
  const sessions = await ctx.read('plan.read', async (stores) => stepSessions(stores, run, position))
  const lock = {
    period: [period.id],
    person: [
      ...new Set(sessions.flatMap(({examiners, slots}) => [...examiners, ...slots].map(({personId}) => personId))),
    ],
    room: [...new Set(sessions.map(({roomId}) => roomId))],
  }
  await ctx.write('oral.plan', {lock}, async (stores, entry) => {
    const now = await stores.runs.get(run)
    if (now.nextStep !== position || closedReasons(now).length > 0) return
    const plan = oralOptions(now).plan
    refuseIfAny('oral', await oralConflicts(stores, period, sessions, position > 0))
    // All places at once, so that nobody else is given what a later step makes.
    if (position === 0) await storePlaces(ctx, stores, entry, period, 'oral', places.flatMap(certificates), plan)
    await addOrals(ctx, stores, entry, {period, plan, sessions})
    await stores.runs.stepDone(
      run,
      position,
      sessions.map(({id}) => id),
    )
    const last = position + 1 === now.steps
    await stores.runs.change(run, last ? {state: 'applied', appliedAt: entry.now} : {state: 'applying'})
    entry.note({
      about: ['run', run],
      facts: {
        code: now.code,
        position,
        sessions: sessions.length,
        digest: ctx.hash.sha256(canonicalJson(asOralJson(sessions))),
      },
    })
  })
}

async function stepSessions(stores: PlanningStores, run: RunId, position: number): Promise<readonly PlannedOrals[]> {
  return ((await stores.runs.step(run, position))?.payload ?? []) as unknown as readonly PlannedOrals[]
}

function certificates({id, slots}: PlannedOrals) {
  return slots.map(({registrationId, sessionExamId}) => ({registrationId, sessionId: id, sessionExamId}))
}

type NewOrals = Readonly<{period: Period; plan: PlanId; sessions: readonly PlannedOrals[]}>

async function addOrals(
  ctx: Context<PlanningStores>,
  stores: PlanningStores,
  entry: Entry,
  {period, plan, sessions}: NewOrals,
): Promise<void> {
  const taken = await codesInUse(
    stores,
    sessions.map(({code}) => code),
  )
  for (const each of sessions) {
    const wish = await wishFor(stores, period, each)
    await requirePlanningRight(stores, entry, wish)
    const rows = sessionRows(ctx.ids, wish, {
      code: numbered(each.code, taken),
      bookedBy: entry.person,
      plan,
      session: each.id,
      sessionExams: new Map(each.exams.map(({examId, sessionExamId}) => [examId, sessionExamId])),
    })
    await addSessionRows(stores, [rows])
    await stores.oralSlots.add(each.slots.map((slot) => slotRow(each, slot)))
  }
}

/** The row of a planned slot. */
function slotRow(
  session: Pick<PlannedOrals, 'id' | 'roomId' | 'examiners'>,
  slot: PlannedOrals['slots'][number],
): OralSlot {
  return {
    id: slot.id,
    sessionId: session.id,
    sessionExamId: slot.sessionExamId,
    roomId: session.roomId,
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    preparationMinutes: slot.preparationMinutes,
    examinerIds: session.examiners.map(({personId}) => personId),
    enrolmentId: null,
    registrationId: slot.registrationId,
    endedAt: null,
  }
}

async function wishFor(stores: PlanningStores, period: Period, each: PlannedOrals): Promise<SessionWish> {
  const {zone} = await theInstitution(stores)
  const exams = []
  for (const {examId, versionId} of each.exams)
    exams.push({exam: await stores.exams.get(examId), version: await stores.examVersions.get(versionId)})
  const duties = []
  for (const [i, {personId}] of each.examiners.entries())
    duties.push({person: await stores.persons.get(personId), duty: i === 0 ? ('lead' as const) : ('assessor' as const)})
  const {on, from, minutes} = each
  return {
    id: null,
    period,
    kind: 'oral',
    room: await stores.rooms.get(each.roomId),
    location: await stores.locations.get(each.locationId),
    place: '',
    moment: {on, from, minutes, zone},
    span: each,
    parts: [],
    exams,
    duties,
    capacity: each.slots.length,
    shares: [],
  }
}

/** What has come in the way of planned orals since they were made; `placed` says that the plan holds its places already. */
async function oralConflicts(
  stores: PlanningStores,
  period: Period,
  sessions: readonly PlannedOrals[],
  placed = false,
): Promise<Reason[]> {
  if (sessions.length === 0) return []
  const span = {
    startsAt: plusMinutes(sessions.map(({startsAt}) => startsAt).toSorted()[0]!, -DAY),
    endsAt: plusMinutes(
      sessions
        .map(({endsAt}) => endsAt)
        .toSorted()
        .at(-1)!,
      DAY,
    ),
  }
  const next = 'Make the plan again: ontrac oral make'
  const bookings = await stores.planning.bookings(
    sessions.map(({roomId}) => roomId),
    span,
  )
  const people = [
    ...new Set(sessions.flatMap(({examiners, slots}) => [...examiners, ...slots].map(({personId}) => personId))),
  ]
  const availability = await stores.planning.availability(people, span)
  const promises = placed ? new Map() : await stores.planning.promises(people, span)
  const busy = (person: PersonId, time: Span): boolean => {
    const own = availability.get(person)
    return [...(own?.engagements ?? []), ...(promises.get(person) ?? []), ...(own?.blocks ?? [])].some((each) =>
      overlaps(each, time),
    )
  }
  const waiting = new Set<string>(
    (
      await stores.planning.demand(period.id, [
        ...new Set(sessions.flatMap(({exams}) => exams.map(({examId}) => examId))),
      ])
    )
      .filter(({promised}) => promised === null || placed)
      .map(({registrationId}) => registrationId),
  )
  return sessions.flatMap((session): Reason[] => {
    const details = {session: session.code}
    return [
      ...bookings
        .filter((booking) => booking.roomId === session.roomId && overlaps(booking, session))
        .map(() => ({code: 'room.taken', message: `Room ${session.room} was taken meanwhile. ${next}`, details})),
      ...session.examiners
        .filter(({personId}) => busy(personId, session))
        .map(({staff}) => ({
          code: 'staff.busy',
          message: `${staff} is no longer free. ${next}`,
          details: {...details, staff},
        })),
      ...session.slots.flatMap((slot): Reason[] => {
        const about = {...details, student: slot.student}
        if (!waiting.has(slot.registrationId)) {
          const message = `Registration ${slot.registration} no longer waits for an oral. ${next}`
          return [{code: 'oral.no-longer-waits', message, details: {...about, registration: slot.registration}}]
        }
        if (!busy(slot.personId, slotSpan(slot))) return []
        return [{code: 'student.busy', message: `Student ${slot.student} is no longer free. ${next}`, details: about}]
      }),
    ]
  })
}
