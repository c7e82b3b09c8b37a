import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {PersonId, RunId, SessionId} from '../../ids.ts'
import {canonicalJson} from '../../json.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import {parsed} from '../../parsed.ts'
import {overlaps, plusMinutes, type Span} from '../../time.ts'
import {changedDuties, dutyPlaces, isTold} from './duty-letters.ts'
import {heldSession} from '../sessions/held-session.ts'
import {requirePlanningRight} from '../sessions/planning-right.ts'
import type {Session, StaffReserve} from '../model.ts'
import {asRotaJson, type PlannedDuty} from './rota-body.ts'
import {isOpen, rotaDuties, rotaRun} from './rota-run.ts'
import {type RotaSheet, rotaSheet} from './rota-sheet.ts'
import {dutyRow} from '../sessions/session-rows.ts'
import type {PlanningStores} from '../store.ts'

/** `rota` is the code of a rota, or of a period: then its newest draft. */
export const ApplyRota = z.strictObject({rota: z.string().min(1), dryRun: z.boolean().default(false)})

/** A duty that somebody has. */
type Given = PlannedDuty & Readonly<{personId: PersonId}>

/**
 * Gives people the duties of a rota, and mails those of sessions that are published. In steps; one that was cut off goes on.
 *
 * @throws ExamError `rota.not-found`; `rota.refused` with `rota.applied`, `session.closed`, `session.two-leads`, `staff.busy`
 * when the school has changed since
 */
export async function applyRota(
  ctx: Context<PlanningStores>,
  input: z.input<typeof ApplyRota>,
  progress?: (done: number, of: number) => void,
): Promise<RotaSheet> {
  const wanted = parsed(ApplyRota, input)
  const {run, sheet} = await ctx.read('plan.read', async (stores) => {
    const found = await rotaRun(stores, wanted.rota)
    const message = `Rota ${found.code} is ${found.state} already; make a new one with: ontrac rota make`
    refuseIfAny('rota', isOpen(found) ? [] : [{code: 'rota.applied', message}])
    const duties = await rotaDuties(stores, found)
    if (found.nextStep === 0) refuseIfAny('rota', await conflicts(stores, duties.filter(isGiven)))
    return {run: found, sheet: rotaSheet(found, duties)}
  })
  if (wanted.dryRun) return sheet
  for (let position = run.nextStep; position < run.steps; position++) {
    await step(ctx, run.id, position)
    progress?.(position + 1, run.steps)
  }
  return {...sheet, state: 'applied'}
}

async function step(ctx: Context<PlanningStores>, run: RunId, position: number): Promise<void> {
  const duties = await ctx.read('plan.read', async (stores) => rotaDuties(stores, await stores.runs.get(run), position))
  const given = duties.filter(isGiven)
  const sessions = [...new Set(given.flatMap(({sessionId}) => sessionId ?? []))]
  const lock = {person: [...new Set(given.map(({personId}) => personId))], session: sessions}
  await ctx.write('rota.apply', {lock}, async (stores, entry) => {
    const now = await stores.runs.get(run)
    if (now.nextStep !== position || !isOpen(now)) return
    refuseIfAny('rota', await conflicts(stores, given))
    const held = await stores.sessions.all({id: sessions})
    if (entry.reach === 'own')
      for (const each of held) await requirePlanningRight(stores, entry, await heldSession(stores, each))
    const before = await dutyPlaces(stores, held)
    await stores.duties.add(
      given.flatMap(({sessionId, personId, kind}) => {
        const session = held.find(({id}) => id === sessionId)
        return session && kind !== 'reserve' ? [dutyRow(ctx.ids, session, personId, kind)] : []
      }),
    )
    await stores.reserves.add(
      given.filter(({kind}) => kind === 'reserve').map((duty) => reserveRow(ctx.ids.next<string>(), duty)),
    )
    for (const {id} of held) await stores.sessions.change(id, {})
    await stores.runs.stepDone(
      run,
      position,
      given.map(({personId, sessionId}) => ({personId, sessionId})),
    )
    const last = position + 1 === now.steps
    await stores.runs.change(run, last ? {state: 'applied', appliedAt: entry.now} : {state: 'applying'})
    entry.note({
      about: ['run', run],
      facts: {
        code: now.code,
        position,
        duties: given.length,
        digest: ctx.hash.sha256(canonicalJson(asRotaJson(duties))),
      },
    })
    await stores.outbox.post(dutyNews(held, before, await dutyPlaces(stores, held)))
  })
}

function isGiven(duty: PlannedDuty): duty is Given {
  return duty.personId !== null
}

/** What those hear who come to or leave these sessions; nothing of sessions that are not published. */
export function dutyNews(
  sessions: readonly Session[],
  before: Awaited<ReturnType<typeof dutyPlaces>>,
  after: Awaited<ReturnType<typeof dutyPlaces>>,
): readonly QueuedLetter[] {
  return sessions.filter(isTold).flatMap(({id}) =>
    changedDuties(
      before.filter(({session}) => session === id),
      after.filter(({session}) => session === id),
    ),
  )
}

function reserveRow(id: string, {personId, locationId, on, startsAt, endsAt}: Given): StaffReserve {
  return {
    id,
    personId,
    locationId: locationId as StaffReserve['locationId'],
    onDate: on,
    startsAt,
    endsAt,
    endedAt: null,
  }
}

async function conflicts(stores: PlanningStores, duties: readonly Given[]): Promise<Reason[]> {
  if (duties.length === 0) return []
  const span: Span = {
    startsAt: plusMinutes(duties.map(({startsAt}) => startsAt).toSorted()[0]!, -1),
    endsAt: plusMinutes(
      duties
        .map(({endsAt}) => endsAt)
        .toSorted()
        .at(-1)!,
      1,
    ),
  }
  const persons = [...new Set(duties.map(({personId}) => personId))]
  const availability = await stores.planning.availability(persons, span)
  const ids = [...new Set(duties.flatMap(({sessionId}) => sessionId ?? []))]
  const sessions = new Map((await stores.sessions.all({id: ids})).map((each) => [each.id, each]))
  const led = new Set((await stores.duties.all({sessionId: ids, duty: 'lead'})).map(({sessionId}) => sessionId))
  return duties.flatMap((duty) => reasonsFor(duty, {availability, sessions, led}))
}

type Around = Readonly<{
  availability: Awaited<ReturnType<PlanningStores['planning']['availability']>>
  sessions: ReadonlyMap<SessionId, Session>
  led: ReadonlySet<SessionId>
}>

function reasonsFor(
  {sessionId, session, kind, personId, staff, startsAt, endsAt}: Given,
  {availability, sessions, led}: Around,
): Reason[] {
  const next = 'Make the rota again: ontrac rota make'
  const details = {session, staff}
  if (sessionId !== null) {
    const held = sessions.get(sessionId)
    if (!held || held.startsAt !== startsAt || held.endsAt !== endsAt)
      return [
        {code: 'session.closed', message: `Session ${session} was moved or called off meanwhile. ${next}`, details},
      ]
    if (kind === 'lead' && led.has(sessionId))
      return [{code: 'session.two-leads', message: `Session ${session} got a lead meanwhile. ${next}`, details}]
  }
  const own = availability.get(personId)
  const busy = [...(own?.engagements ?? []), ...(own?.blocks ?? [])].some((each) => overlaps(each, {startsAt, endsAt}))
  return busy ? [{code: 'staff.busy', message: `${staff} is no longer free at ${startsAt}. ${next}`, details}] : []
}
