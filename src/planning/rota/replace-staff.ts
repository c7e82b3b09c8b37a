import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import type {PersonId} from '../../ids.ts'
import type {Person} from '../../institution/model.ts'
import {parsed} from '../../parsed.ts'
import {type Day, day} from '../../time.ts'
import {dutyNews} from './apply-rota.ts'
import {dutyPlaces} from './duty-letters.ts'
import {heldSession} from '../sessions/held-session.ts'
import type {Session, SessionDuty} from '../model.ts'
import {requirePlanningRight} from '../sessions/planning-right.ts'
import {readStaff} from '../sessions/session-input.ts'
import {dutyRow} from '../sessions/session-rows.ts'
import type {PlanningStores} from '../store.ts'
import {type Substitute, substitutesFor} from './substitutes.ts'

/** Who falls out on a day, for all his duties or one session, and by whom he is replaced; codes. */
export const ReplaceStaff = z.strictObject({
  staff: z.string().min(1),
  on: z.string().min(1),
  session: z.string().optional(),
  by: z.string().optional().describe('This person; else who is in reserve, near and least burdened.'),
  kind: z.enum(['all', 'oral']).default('all'),
  reason: z.string().trim().default(''),
  dryRun: z.boolean().default(false),
})

/** What one session gets. */
export type Replacement = Readonly<{
  session: string
  on: Day
  duty: SessionDuty['duty']
  from: string
  /** Null when nobody is free. */
  by: string | null
  reserve: boolean
  near: boolean
  /** Minutes on duty in the weeks around; of those who could do it besides, the next best. */
  minutes: number
  others: readonly Readonly<{staff: string; reserve: boolean; near: boolean; minutes: number}>[]
  /** Times of students whose examiner changes; nobody is moved. */
  students: number
}>
export type Replacements = Readonly<{staff: string; on: Day; replaced: readonly Replacement[]; left: readonly string[]}>

const OPEN: readonly Session['state'][] = ['planned', 'published', 'final', 'running']
/** So many others are named beside the best. */
const OTHERS = 5

/**
 * Replaces somebody who falls out on a day (features P7 and P12): in each of his sessions who may do it, is free, in reserve,
 * near and least burdened. Nobody else moves: in an oral session all students keep their times. Those who come and go are
 * mailed when the session is published. Sessions for which nobody is free are left as they are, and named.
 *
 * @throws ExamError `staff.not-found`, `rota.no-duty`; `rota.refused` with `rota.not-free` for the one that was asked for
 */
export async function replaceStaff(
  ctx: Context<PlanningStores>,
  input: z.input<typeof ReplaceStaff>,
): Promise<Replacements> {
  const wanted = parsed(ReplaceStaff, input)
  const on = day(wanted.on)
  const plan = await ctx.read('plan.read', (stores) => planned(stores, wanted, on))
  if (wanted.dryRun) return answer(wanted.staff, on, plan)
  const lock = {
    person: [...new Set(plan.flatMap(({person, choice}) => [person.id, ...(choice ? [choice.person.id] : [])]))],
    session: plan.map(({session}) => session.id),
  }
  return ctx.write('session.assign-duty', {lock}, async (stores, entry) => {
    const now = await planned(stores, wanted, on)
    const sessions = now.flatMap(({session, choice}) => (choice ? [session] : []))
    for (const session of sessions) await requirePlanningRight(stores, entry, await heldSession(stores, session))
    const before = await dutyPlaces(stores, sessions)
    for (const each of now) await replace(ctx, stores, entry, each, wanted.reason)
    const after = await stores.sessions.all({id: sessions.map(({id}) => id)})
    await stores.outbox.post(dutyNews(after, before, await dutyPlaces(stores, after)))
    return answer(wanted.staff, on, now)
  })
}

type Planned = Readonly<{
  person: Person
  session: Session
  duty: SessionDuty
  choice: Substitute | undefined
  others: readonly Substitute[]
  students: number
}>

async function planned(
  stores: PlanningStores,
  wanted: z.output<typeof ReplaceStaff>,
  on: Day,
): Promise<readonly Planned[]> {
  const person = await readStaff(stores, wanted.staff)
  const all = await stores.planning.sessions({from: on, to: on, staff: person.id, states: OPEN})
  const sessions = all
    .filter(
      ({code, kind}) =>
        (wanted.session === undefined || code === wanted.session) && (wanted.kind === 'all' || kind === 'oral'),
    )
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
  if (sessions.length === 0) {
    const message = `${wanted.staff} has no duty on ${on}${wanted.session ? ` in session ${wanted.session}` : ''}. See: ontrac rota show`
    throw new ExamError('not-found', 'rota.no-duty', message, {staff: wanted.staff, on})
  }
  const given: {session: Session; personId: PersonId}[] = []
  const plan: Planned[] = []
  for (const session of sessions) {
    const [duty] = await stores.duties.all({sessionId: session.id, personId: person.id})
    // Who takes over one session is not asked for another one that day that overlaps it.
    const taken = new Set([
      person.id,
      ...given
        .filter((each) => each.session.startsAt < session.endsAt && session.startsAt < each.session.endsAt)
        .map(({personId}) => personId),
    ])
    const found = await substitutesFor(stores, session, duty!.duty, taken)
    const choice = wanted.by === undefined ? found[0] : found.find(({staff}) => staff === wanted.by)
    if (wanted.by !== undefined) refuseIfAny('rota', choice ? [] : [notFree(wanted.by, session)])
    if (choice) given.push({session, personId: choice.person.id})
    const slots = session.kind === 'oral' ? await stores.oralSlots.all({sessionId: session.id}) : []
    plan.push({
      person,
      session,
      duty: duty!,
      choice,
      others: found.filter((each) => each !== choice).slice(0, OTHERS),
      students: slots.filter(({examinerIds}) => examinerIds.includes(person.id)).length,
    })
  }
  return plan
}

function notFree(staff: string, {code}: Session): Reason {
  const message = `${staff} may not do this duty in session ${code}, or is not free then; leave out --by to see who is.`
  return {code: 'rota.not-free', message, details: {staff, session: code}}
}

async function replace(
  ctx: Context<PlanningStores>,
  stores: PlanningStores,
  entry: Entry,
  {person, session, duty, choice}: Planned,
  reason: string,
): Promise<void> {
  if (!choice) return
  await stores.duties.changeAll({id: duty.id}, {endedAt: entry.now})
  await stores.duties.add([dutyRow(ctx.ids, session, choice.person.id, duty.duty)])
  if (session.kind === 'oral') {
    for (const {id, examinerIds} of await stores.oralSlots.all({sessionId: session.id}))
      if (examinerIds.includes(person.id))
        await stores.oralSlots.change(id, {
          examinerIds: examinerIds.map((each) => (each === person.id ? choice.person.id : each)),
        })
  }
  await stores.sessions.change(session.id, {})
  const facts = {code: session.code, duty: duty.duty}
  const text = reason === '' ? {} : {text: reason}
  entry.note({about: ['session', session.id], for: person.id, facts: {...facts, replaced: true}, ...text})
  entry.note({about: ['session', session.id], for: choice.person.id, facts})
}

function answer(staff: string, on: Day, plan: readonly Planned[]): Replacements {
  const brief = ({staff: code, reserve, near, minutes}: Substitute) => ({staff: code, reserve, near, minutes})
  return {
    staff,
    on,
    replaced: plan.map(({session, duty, choice, others, students}) => ({
      session: session.code,
      on: session.onDate,
      duty: duty.duty,
      from: session.fromTime,
      by: choice?.staff ?? null,
      reserve: choice?.reserve ?? false,
      near: choice?.near ?? false,
      minutes: choice?.minutes ?? 0,
      others: others.map(brief),
      students,
    })),
    left: plan.filter(({choice}) => !choice).map(({session}) => session.code),
  }
}
