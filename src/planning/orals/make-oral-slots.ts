import {z} from 'zod'
import type {Access, Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import type {OralSlotId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import {type Span, timeOf} from '../../time.ts'
import {changedDuties, dutyPlaces, isTold} from '../rota/duty-letters.ts'
import type {OralSlot} from '../model.ts'
import {type OralPattern, oralPattern, patternReasons} from './oral-pattern.ts'
import {fitSeatsToSlots, type OralSheet, oralSheet} from './oral-sheet.ts'
import {slotSpan} from './oral-slots.ts'
import {requirePlanningRight} from '../sessions/planning-right.ts'
import {dutyRow} from '../sessions/session-rows.ts'
import {surroundingsOf} from '../sessions/session-surroundings.ts'
import type {WishedDuty} from '../sessions/session-wish.ts'
import {staffConflicts} from '../sessions/staff-conflicts.ts'
import type {PlanningStores} from '../store.ts'

/** A fixed pattern: a slot every `every` minutes from `first` until the session ends, less the breaks (`10:30-10:45`). */
export const MakeOralSlots = z.strictObject({
  session: z.string().min(1),
  /** Needed when the session offers several exams. */
  exam: z.string().optional(),
  first: z.string(),
  every: z.int().min(1).max(480),
  breaks: z.array(z.string().regex(/^\d{1,2}:\d{2}-\d{1,2}:\d{2}$/, 'write a break as 10:30-10:45')).default([]),
  examiners: z.array(z.string().min(1)).min(1).max(4),
  /** Minutes; the exam's own unless given. */
  preparation: z.int().min(0).max(240).optional(),
  /** Free slots that are there already go first. */
  replace: z.boolean().default(false),
  dryRun: z.boolean().default(false),
})
type Wanted = z.output<typeof MakeOralSlots>

/** The roster with the new slots; `made` is how many came. */
export type MadeSlots = OralSheet & Readonly<{made: number}>

/**
 * Gives an oral session its slots by hand (feature P5 in first form), and its examiners a duty as assessor. The session has as
 * many seats as slots. Examiners who come to a published session get a letter.
 *
 * @throws ExamError `oral.refused` with the reasons of `patternReasons` and `staffConflicts`; `oral.which-exam`,
 * `session.not-yours`
 */
export async function makeOralSlots(
  ctx: Context<PlanningStores>,
  input: z.input<typeof MakeOralSlots>,
): Promise<MadeSlots> {
  const wanted = parsed(MakeOralSlots, input)
  if (wanted.dryRun)
    return ctx.read('plan.read', async (stores, access) => preview(await checked(stores, access, wanted)))
  const lock = await ctx.read('plan.read', async (stores) => {
    const {session, examiners} = await oralPattern(stores, wanted)
    const pools = await stores.pools.all({sessionId: session.id})
    return {person: examiners.map(({person}) => person.id), session: [session.id], pool: pools.map(({id}) => id)}
  })
  return ctx.write('oral.make-times', {lock}, async (stores, entry) => {
    const now = await checked(stores, entry, wanted)
    const {session, spans} = now
    if (wanted.replace)
      await stores.oralSlots.changeAll({sessionId: session.id, enrolmentId: null}, {endedAt: entry.now})
    await stores.oralSlots.add(spans.map((span) => ({...slotRow(now, span), id: ctx.ids.next<OralSlotId>()})))
    const before = await dutyPlaces(stores, [session])
    await stores.duties.add(comingExaminers(now).map(({person, duty}) => dutyRow(ctx.ids, session, person.id, duty)))
    await fitSeatsToSlots(stores, session.id)
    await stores.sessions.change(session.id, {})
    entry.note({
      about: ['session', session.id],
      facts: {code: session.code, exam: now.offered.exam.code, slots: spans.length},
    })
    const answer = {...(await oralSheet(stores, session)), made: spans.length}
    if (isTold(session)) await stores.outbox.post(changedDuties(before, await dutyPlaces(stores, [session])))
    return answer
  })
}

/** What is wrong with a pattern is told to those only who may plan there. */
async function checked(stores: PlanningStores, access: Access, wanted: Wanted): Promise<OralPattern> {
  const pattern = await oralPattern(stores, wanted)
  await requirePlanningRight(stores, access, pattern.held)
  const all = await stores.oralSlots.all({sessionId: pattern.session.id})
  const coming = {...pattern.held, duties: comingExaminers(pattern)}
  refuseIfAny('oral', [
    ...patternReasons(
      pattern,
      all.filter(({enrolmentId}) => !wanted.replace || enrolmentId !== null),
    ),
    ...staffConflicts(coming, await surroundingsOf(stores, coming)),
  ])
  return pattern
}

/** Examiners who have no duty in the session yet. */
function comingExaminers({held, examiners}: OralPattern): WishedDuty[] {
  return examiners.filter(({person}) => !held.duties.some((duty) => duty.person.id === person.id))
}

function slotRow({session, sessionExamId, examiners, preparation}: OralPattern, span: Span): Omit<OralSlot, 'id'> {
  const examinerIds = examiners.map(({person}) => person.id)
  return {
    sessionId: session.id,
    sessionExamId,
    roomId: session.roomId,
    ...span,
    preparationMinutes: preparation,
    examinerIds,
    enrolmentId: null,
    registrationId: null,
    endedAt: null,
  }
}

function preview(pattern: OralPattern): MadeSlots {
  const {session, held, offered, spans, examiners} = pattern
  const slots = spans.map((span) => {
    const row = slotRow(pattern, span)
    return {
      exam: offered.exam.code,
      comesAt: timeOf(slotSpan(row).startsAt, session.zone),
      from: timeOf(span.startsAt, session.zone),
      until: timeOf(span.endsAt, session.zone),
      examiners: examiners.map(({person}) => person.staffCode ?? ''),
      room: held.room?.code ?? null,
      registration: null,
      student: null,
      name: null,
    }
  })
  return {
    session: session.code,
    on: session.onDate,
    state: session.state,
    free: slots.length,
    slots,
    made: slots.length,
  }
}
