import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {SessionId} from '../../ids.ts'
import type {Person} from '../../institution/model.ts'
import {parsed} from '../../parsed.ts'
import {dutyNews} from './apply-rota.ts'
import {dutyPlaces, isTold} from './duty-letters.ts'
import {heldSession} from '../sessions/held-session.ts'
import type {Session, SessionDuty} from '../model.ts'
import {requirePlanningRight} from '../sessions/planning-right.ts'
import {readStaff} from '../sessions/session-input.ts'
import {dutyRow} from '../sessions/session-rows.ts'
import {surroundingsOf} from '../sessions/session-surroundings.ts'
import {staffConflicts} from '../sessions/staff-conflicts.ts'
import type {Availability, PlanningStores} from '../store.ts'

/** Two people change duties; codes. */
export const SwapDuties = z.strictObject({
  session: z.string().min(1),
  staff: z.string().min(1),
  otherSession: z.string().min(1),
  otherStaff: z.string().min(1),
  reason: z.string().trim().default(''),
  dryRun: z.boolean().default(false),
})

/** Who has which duty after a swap, and whether they are mailed. */
export type SwappedDuties = Readonly<{
  duties: readonly Readonly<{session: string; duty: SessionDuty['duty']; staff: string; was: string}>[]
  mailed: boolean
}>

/**
 * Two people change duties, each checked for the other's session without his own; recorded with the reason, and both are
 * mailed when the sessions are published (feature P7).
 *
 * @throws ExamError `session.not-found`, `staff.not-found`; `rota.refused` with `staff.not-here`, `session.closed` and the
 * reasons of `staffConflicts`
 */
export async function swapDuties(
  ctx: Context<PlanningStores>,
  input: z.input<typeof SwapDuties>,
): Promise<SwappedDuties> {
  const wanted = parsed(SwapDuties, input)
  const {sides} = await ctx.read('plan.read', async (stores) => ({sides: await sidesOf(stores, wanted)}))
  if (wanted.dryRun) return answer(sides)
  const lock = {person: sides.map(({person}) => person.id), session: sides.map(({session}) => session.id)}
  return ctx.write('rota.swap', {lock}, async (stores, entry) => {
    const now = await sidesOf(stores, wanted)
    const sessions = now.map(({session}) => session)
    for (const session of sessions) await requirePlanningRight(stores, entry, await heldSession(stores, session))
    const before = await dutyPlaces(stores, sessions)
    await stores.duties.changeAll({id: now.map(({duty}) => duty.id)}, {endedAt: entry.now})
    for (const {session, person, coming, duty} of now) {
      await stores.duties.add([dutyRow(ctx.ids, session, coming.id, duty.duty)])
      await stores.sessions.change(session.id, {})
      const facts = {code: session.code, duty: duty.duty, swapped: true}
      entry.note({
        about: ['session', session.id],
        for: coming.id,
        facts,
        ...(wanted.reason === '' ? {} : {text: wanted.reason}),
      })
      entry.note({about: ['session', session.id], for: person.id, facts: {...facts, duty: null}})
    }
    await stores.outbox.post(dutyNews(sessions, before, await dutyPlaces(stores, sessions)))
    return answer(now)
  })
}

/** A duty, who has it and who would get it. */
type Side = Readonly<{session: Session; duty: SessionDuty; person: Person; coming: Person}>

async function sidesOf(stores: PlanningStores, wanted: z.output<typeof SwapDuties>): Promise<readonly Side[]> {
  const sessions = [await stores.sessions.get(wanted.session), await stores.sessions.get(wanted.otherSession)] as const
  const people = [await readStaff(stores, wanted.staff), await readStaff(stores, wanted.otherStaff)] as const
  const duties = [await dutyOf(stores, sessions[0], people[0]), await dutyOf(stores, sessions[1], people[1])] as const
  const missing = sessions.flatMap(({code, state}, i): Reason[] => [
    ...(duties[i]
      ? []
      : [{code: 'staff.not-here', message: `${people[i]!.staffCode} has no duty in session ${code}.`}]),
    ...(['planned', 'published', 'final'].includes(state)
      ? []
      : [{code: 'session.closed', message: `Session ${code} is ${state}; its staff no longer changes.`}]),
  ])
  refuseIfAny('rota', missing)
  const sides = [
    {session: sessions[0], duty: duties[0]!, person: people[0], coming: people[1]},
    {session: sessions[1], duty: duties[1]!, person: people[1], coming: people[0]},
  ]
  const reasons: Reason[] = []
  for (const [i, side] of sides.entries()) reasons.push(...(await reasonsFor(stores, side, sessions[1 - i]!.id)))
  refuseIfAny('rota', reasons)
  return sides
}

async function dutyOf(stores: PlanningStores, {id}: Session, person: Person): Promise<SessionDuty | undefined> {
  return (await stores.duties.all({sessionId: id, personId: person.id}))[0]
}

/** Why somebody cannot take a duty over, when he no longer has his own in `left`. */
async function reasonsFor(stores: PlanningStores, {session, duty, coming}: Side, left: SessionId): Promise<Reason[]> {
  const held = await heldSession(stores, session)
  const wish = {...held, duties: [{person: coming, duty: duty.duty}]}
  const around = await surroundingsOf(stores, wish)
  const staff = new Map(
    [...around.staff].map(([person, own]): [typeof person, Availability] => [
      person,
      {...own, engagements: own.engagements.filter(({sessionId}) => sessionId !== left)},
    ]),
  )
  return staffConflicts(wish, {...around, staff})
}

function answer(sides: readonly Side[]): SwappedDuties {
  return {
    duties: sides.map(({session, duty, person, coming}) => ({
      session: session.code,
      duty: duty.duty,
      staff: coming.staffCode ?? '',
      was: person.staffCode ?? '',
    })),
    mailed: sides.some(({session}) => isTold(session)),
  }
}
