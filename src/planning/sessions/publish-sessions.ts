import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {requireApproval, requirePlanningRight} from './planning-right.ts'
import {type SessionSheet, sessionSheets} from './session-sheet.ts'
import {publicationLetters} from './publication-letters.ts'
import {heldSession} from './held-session.ts'
import type {PlanningStores} from '../store.ts'

export const PublishSessions = z.strictObject({
  sessions: z.array(z.string().min(1)).min(1),
  dryRun: z.boolean().default(false),
})

/**
 * Why a session cannot be published yet; none means it can. Codes: `session.not-planned`, `session.no-place`,
 * `session.no-exams`, `session.no-seats`, `session.no-lead`.
 */
export function publishReasons(
  sheet: Pick<SessionSheet, 'code' | 'state' | 'room' | 'place' | 'exams' | 'capacity' | 'lead' | 'kind' | 'others'>,
): Reason[] {
  const because = (code: string, message: string): Reason => ({
    code,
    message: `Session ${sheet.code} ${message}`,
    details: {session: sheet.code},
  })
  const led =
    sheet.lead !== null || (sheet.kind === 'practical' && sheet.others.some(({duty}) => duty === 'exam-leader'))
  return [
    ...(sheet.state === 'planned'
      ? []
      : [because('session.not-planned', `is ${sheet.state}; only a planned session is published.`)]),
    ...(sheet.room !== null || sheet.place !== ''
      ? []
      : [because('session.no-place', 'has no room or address; give one with: ontrac session move')]),
    ...(sheet.exams.length > 0 ? [] : [because('session.no-exams', 'offers no exam.')]),
    ...(sheet.capacity > 0 ? [] : [because('session.no-seats', 'has no seats.')]),
    ...(led ? [] : [because('session.no-lead', 'has no lead; name one with: ontrac session duty')]),
  ]
}

/**
 * Publishes planned sessions, all or none: from then on students can be enrolled in them, within the enrolment window. Who is
 * on duty there is told, in one letter each.
 *
 * @throws ExamError `session.refused` with the reasons of {@link publishReasons}; `session.not-yours`,
 * `session.office-approves`
 */
export async function publishSessions(
  ctx: Context<PlanningStores>,
  input: z.input<typeof PublishSessions>,
): Promise<readonly SessionSheet[]> {
  const wanted = parsed(PublishSessions, input)
  const found = await ctx.read('plan.read', async (stores) => {
    const sessions = await Promise.all(wanted.sessions.map((code) => stores.sessions.get(code)))
    const sheets = await sessionSheets(stores, sessions)
    refuseIfAny('session', sheets.flatMap(publishReasons))
    return {sheets, ids: sessions.map(({id}) => id)}
  })
  if (wanted.dryRun) return found.sheets
  return ctx.write('session.publish', {lock: {session: found.ids}}, async (stores, entry) => {
    const sessions = await stores.sessions.history({id: found.ids})
    for (const session of sessions) {
      await requirePlanningRight(stores, entry, await heldSession(stores, session))
      await requireApproval(stores, entry, session)
    }
    refuseIfAny('session', (await sessionSheets(stores, sessions)).flatMap(publishReasons))
    for (const {id, code} of sessions) {
      await stores.sessions.change(id, {state: 'published', publishedAt: entry.now})
      entry.note({about: ['session', id], facts: {code}})
    }
    const published = await stores.sessions.all({id: found.ids})
    const answer = await sessionSheets(stores, published)
    await stores.outbox.post(await publicationLetters(stores, published, entry.now))
    return answer
  })
}
