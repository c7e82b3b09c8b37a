import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {changedDuties, dutyPlaces, isTold} from './duty-letters.ts'
import {heldSession} from '../sessions/held-session.ts'
import type {Session} from '../model.ts'
import {requirePlanningRight} from '../sessions/planning-right.ts'
import {DUTIES, readDuties, readStaff} from '../sessions/session-input.ts'
import {dutyRow} from '../sessions/session-rows.ts'
import {type SessionSheet, sessionSheet} from '../sessions/session-sheet.ts'
import {surroundingsOf} from '../sessions/session-surroundings.ts'
import {staffConflicts} from '../sessions/staff-conflicts.ts'
import type {PlanningStores} from '../store.ts'

/** Who comes and who goes; a person who is added with another duty than he has changes his duty. */
export const AssignDuty = z.strictObject({
  session: z.string().min(1),
  add: z.array(z.strictObject({staff: z.string().min(1), duty: z.enum(DUTIES)})).default([]),
  remove: z.array(z.string().min(1)).default([]),
})

const CLOSED: readonly Session['state'][] = ['reported', 'cancelled', 'aborted']

/**
 * Changes who works at a session (feature P7), checked under the locks of those who come. Once it is published, who comes or
 * goes gets a letter.
 *
 * @throws ExamError `session.refused` with `session.closed`, `staff.not-here` and the reasons of `staffConflicts`
 */
export async function assignDuty(
  ctx: Context<PlanningStores>,
  input: z.input<typeof AssignDuty>,
): Promise<SessionSheet> {
  const wanted = parsed(AssignDuty, input)
  if (wanted.add.length + wanted.remove.length === 0)
    throw new ExamError(
      'invalid',
      'duty.nothing',
      'Say who comes or goes: --lead, --invigilator, --assessor or --remove.',
    )
  return changeCrew(ctx, wanted)
}

/** Changes who works at a session, once it is known who. @throws as {@link assignDuty} */
export async function changeCrew(
  ctx: Context<PlanningStores>,
  wanted: z.output<typeof AssignDuty>,
): Promise<SessionSheet> {
  const {session, coming, going} = await ctx.read('plan.read', async (stores) => ({
    session: await stores.sessions.get(wanted.session),
    coming: await readDuties(stores, wanted.add),
    going: await Promise.all(wanted.remove.map((code) => readStaff(stores, code))),
  }))
  const lock = {person: [...coming.map(({person}) => person.id), ...going.map(({id}) => id)], session: [session.id]}
  return ctx.write('session.assign-duty', {lock}, async (stores, entry) => {
    const current = await stores.sessions.get(session.id)
    const held = await heldSession(stores, current)
    await requirePlanningRight(stores, entry, held)
    const leaving = new Set([...going, ...coming.map(({person}) => person)].map(({id}) => id))
    const replaced = coming.some(({duty}) => duty === 'lead')
      ? held.duties.filter(({duty}) => duty === 'lead').map(({person}) => person.id)
      : []
    const staying = held.duties.filter(({person}) => !leaving.has(person.id) && !replaced.includes(person.id))
    const wish = {...held, duties: [...staying, ...coming]}
    const around = await surroundingsOf(stores, {...held, duties: coming})
    refuseIfAny('session', [
      ...closedReasons(current),
      ...going
        .filter(({id}) => !held.duties.some(({person}) => person.id === id))
        .map(({staffCode}): Reason => ({code: 'staff.not-here', message: `${staffCode} has no duty in this session.`})),
      ...staffConflicts({...wish, duties: coming}, around),
    ])
    const before = await dutyPlaces(stores, [current])
    const ending = held.duties.filter((duty) => !staying.includes(duty)).map(({person}) => person.id)
    await stores.duties.changeAll({sessionId: current.id, personId: ending}, {endedAt: entry.now})
    await stores.duties.add(coming.map(({person, duty}) => dutyRow(ctx.ids, current, person.id, duty)))
    await stores.sessions.change(current.id, {})
    for (const {person, duty} of coming)
      entry.note({about: ['session', current.id], for: person.id, facts: {code: current.code, duty}})
    for (const id of ending)
      entry.note({about: ['session', current.id], for: id, facts: {code: current.code, duty: null}})
    const answer = await sessionSheet(stores, await stores.sessions.get(current.id))
    if (isTold(current)) await stores.outbox.post(changedDuties(before, await dutyPlaces(stores, [current])))
    return answer
  })
}

function closedReasons({code, state}: Session): Reason[] {
  return CLOSED.includes(state)
    ? [{code: 'session.closed', message: `Session ${code} is ${state}; its staff no longer changes.`}]
    : []
}
