import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import type {Instant} from '../../time.ts'
import {atDesk, type Desk, recordAt, sessionId} from './report-desk.ts'
import type {DeliveryStores} from '../store.ts'

export const StartSessions = z.strictObject({
  sessions: z.array(z.string()).min(1).max(50),
  reason: z.string().trim().optional(),
})

export type StartedSessions = Readonly<{at: Instant; sessions: readonly string[]}>

/**
 * Lets everybody in one or several sessions begin at the same moment (feature D7): all or none. Who so begins later than
 * planned ends as much later; exam computers open their exams from then on.
 *
 * @throws ExamError `report.refused` with `report.started-already`, `report.not-under-way`; as `atDesk`, for the lead of each
 */
export async function startSessions(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof StartSessions>,
): Promise<StartedSessions> {
  const {sessions: keys, reason} = parsed(StartSessions, input)
  const ids = [...new Set(await Promise.all(keys.map((key) => sessionId(ctx, key))))]
  return ctx.write('report.control', {lock: {session: ids}}, async (stores, entry) => {
    const started: string[] = []
    for (const session of ids)
      started.push(await recordAt({ctx, stores, entry}, {session, post: 'lead', reason}, (desk) => begin(desk, reason)))
    return {at: entry.now, sessions: started}
  })
}

function begin({session, state, entry}: Desk, text: string | undefined) {
  const {code} = session
  const reasons = [
    ...(state.startedAt === null
      ? []
      : [{code: 'report.started-already', message: `${code} was started already.`, details: {session: code}}]),
    ...(state.phase === 'open'
      ? []
      : [{code: 'report.not-under-way', message: `${code} is ${state.phase} and cannot be started.`}]),
  ]
  refuseIfAny('report', reasons)
  return {facts: [{kind: 'started', detail: {at: entry.now}, text} as const], answer: code}
}

export const ReleaseSession = z.strictObject({session: z.string(), reason: z.string().trim().optional()})

export type ReleasedSession = Readonly<{session: string; at: Instant}>

/**
 * Lets exam computers open the exams of a session from now on, before everybody begins (feature D3).
 *
 * @throws ExamError `report.refused` with `report.released-already`; as `atDesk`, for the lead
 */
export async function releaseSession(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof ReleaseSession>,
): Promise<ReleasedSession> {
  const {session, reason} = parsed(ReleaseSession, input)
  return atDesk(ctx, {deed: 'report.control', session, post: 'lead', reason}, ({session: {code}, state, entry}) => {
    if (state.released)
      throw refuse('report', [
        {code: 'report.released-already', message: `The exams of ${code} can be opened already.`},
      ])
    return {facts: [{kind: 'released', detail: {}, text: reason}], answer: {session: code, at: entry.now}}
  })
}
