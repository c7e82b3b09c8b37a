import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {Instant} from '../time.ts'
import {type Counts, type Timed, TIMED, type TimedPorts} from './job-kinds.ts'
import type {LifecycleStores} from './store.ts'

/** What one part of a tick did; `failed` is the code and sentence of what stopped it, and the other parts went on. */
export type TickStep = Readonly<{
  name: string
  counts: Counts
  failed: Readonly<{code: string; message: string}> | null
}>

/** What a tick did. */
export type Tick = Readonly<{
  at: Instant
  steps: readonly TickStep[]
  /** Codes of runs that were begun and are not finished; whoever began them goes on with them. */
  unfinishedRuns: readonly string[]
  /** Whether all that was due is done. */
  complete: boolean
}>

/**
 * Does what is due: timed steps of periods, jobs, expired and new offers, reminders, mail and the seal of the audit trail
 * (design rule 11). Safe to run twice and on several machines at once; a part that fails is told and the others go on.
 */
export async function tick(
  ctx: Context<LifecycleStores>,
  ports: TimedPorts,
  timed: readonly Timed[] = TIMED,
): Promise<Tick> {
  const at = ctx.clock.now()
  const steps: TickStep[] = []
  for (const each of timed) steps.push(await attempt(ctx, ports, each))
  const runs = await ctx.read('operation.read', (stores) => stores.runs.all({state: 'applying'}))
  return {at, steps, unfinishedRuns: runs.map(({code}) => code), complete: steps.every(isComplete)}
}

async function attempt(ctx: Context<LifecycleStores>, ports: TimedPorts, {name, run}: Timed): Promise<TickStep> {
  try {
    return {name, counts: await run(ctx, ports), failed: null}
  } catch (error) {
    return {name, counts: {}, failed: failureOf(error)}
  }
}

function failureOf(error: unknown): TickStep['failed'] {
  if (error instanceof ExamError) return {code: error.code, message: error.message}
  return {
    code: 'tick.bug',
    message: error instanceof Error ? `${error.name}: ${error.message}` : 'Something broke on our side.',
  }
}

function isComplete({counts, failed}: TickStep): boolean {
  return failed === null && (counts['postponed'] ?? 0) === 0 && (counts['givenUp'] ?? 0) === 0
}
