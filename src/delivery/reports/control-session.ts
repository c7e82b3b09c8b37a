import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuse} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {type Instant, minutesBetween} from '../../time.ts'
import {atDesk, type Desk} from './report-desk.ts'
import type {FactDraft} from './report-facts.ts'
import type {Report} from './report-fold.ts'
import type {DeliveryStores} from '../store.ts'

export const ControlSession = z
  .strictObject({
    session: z.string(),
    action: z.enum(['pause', 'resume', 'abort']),
    reason: z.string().trim().min(1).optional(),
    /** On resuming: whether everybody at work gets the minutes of the pause. */
    giveBack: z.boolean().default(true),
  })
  .refine(({action, reason}) => action === 'resume' || reason !== undefined, {
    message: 'Say why, for the report: --reason',
  })

/** How a session stands after it was paused, resumed or aborted. */
export type SessionControl = Readonly<{
  session: string
  phase: 'open' | 'paused' | 'aborted'
  at: Instant
  pausedMinutes: number
  givenBackMinutes: number
}>

type Action = z.output<typeof ControlSession>['action']
const PHASE = {pause: 'paused', resume: 'open', abort: 'aborted'} as const satisfies Record<
  Action,
  SessionControl['phase']
>
const POSSIBLE: Readonly<Record<Action, readonly Report['phase'][]>> = {
  pause: ['open'],
  resume: ['paused'],
  abort: ['open', 'paused'],
}

/**
 * Pauses a running session, lets it go on, or aborts it. Going on gives the minutes of the pause back to everybody at work,
 * as incident minutes. An aborted session is never reported as taken; its report is still signed and closed.
 *
 * @throws ExamError `report.refused` with `report.not-under-way`, `report.not-paused`; as `atDesk`, for the lead
 */
export async function controlSession(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof ControlSession>,
): Promise<SessionControl> {
  const {session, action, reason, giveBack} = parsed(ControlSession, input)
  return atDesk(ctx, {deed: 'report.control', session, post: 'lead', reason}, async (desk) => {
    if (!POSSIBLE[action].includes(desk.state.phase)) throw notPossible(desk, action)
    if (action === 'abort') await desk.stores.sessions.change(desk.session.id, {state: 'aborted'})
    const pausedMinutes = minutesPaused(desk, action)
    const givenBackMinutes = giveBack ? pausedMinutes : 0
    return {
      facts: factsOf(action, {pausedMinutes, givenBackMinutes, text: reason}),
      answer: {session: desk.session.code, phase: PHASE[action], at: desk.entry.now, pausedMinutes, givenBackMinutes},
    }
  })
}

function minutesPaused({state: {pausedAt}, entry}: Desk, action: Action): number {
  return action === 'resume' && pausedAt !== null ? minutesBetween(pausedAt, entry.now) : 0
}

type Said = Readonly<{pausedMinutes: number; givenBackMinutes: number; text: string | undefined}>

function factsOf(action: Action, {pausedMinutes, givenBackMinutes, text}: Said): readonly FactDraft[] {
  switch (action) {
    case 'pause':
      return [{kind: 'paused', detail: {}, text}]
    case 'abort':
      return [{kind: 'aborted', detail: {}, text}]
    case 'resume':
      return [
        {kind: 'resumed', detail: {pausedMinutes}, text},
        ...(givenBackMinutes > 0 ? [{kind: 'extended', detail: {minutes: givenBackMinutes}, text} as const] : []),
      ]
  }
}

function notPossible({session, state}: Desk, action: Action): Error {
  const [code, message] =
    action === 'resume'
      ? (['report.not-paused', `${session.code} is not paused.`] as const)
      : ([
          'report.not-under-way',
          `${session.code} is ${state.phase === 'open' ? 'running' : state.phase} and cannot be ${action}d.`,
        ] as const)
  return refuse('report', [{code, message, details: {phase: state.phase}}])
}
