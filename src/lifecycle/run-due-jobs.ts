import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {Json} from '../json.ts'
import type {Job} from '../operation/records.ts'
import {minutesBetween, plusMinutes} from '../time.ts'
import type {LifecycleStores} from './store.ts'

/** What became of the jobs that were due. */
export type JobCounts = Readonly<{done: number; postponed: number; givenUp: number}>

/** Jobs leased together, and for how long (design rule 11). */
const TOGETHER = 10
/** Due jobs looked at; when others have leased so many, there is help enough. */
const MOST = 100
const LEASE_MINUTES = 1
/** A job that fails is tried this often, after 1, 2, 4 … minutes. */
const TRIES = 8

type Kinds = Readonly<Record<string, (ctx: Context<LifecycleStores>, payload: Json) => Promise<unknown>>>

/**
 * Does the jobs that are due, each at least once: leases some, does each, and marks it with the lease's token. One that
 * fails is tried again later and given up after eight times, with its last error. Safe to run on several machines at once.
 */
export async function runDueJobs(ctx: Context<LifecycleStores>, kinds: Kinds): Promise<JobCounts> {
  const counts = {done: 0, postponed: 0, givenUp: 0}
  while (await hasDue(ctx)) {
    const token = ctx.ids.next<string>()
    const since = ctx.clock.now()
    const jobs = await ctx.write('tick.run', {}, async (stores, entry) => {
      const leased = await stores.jobs.lease(TOGETHER, token, plusMinutes(entry.now, LEASE_MINUTES))
      entry.note({about: ['lease', token], facts: {jobs: leased.length}})
      return leased
    })
    if (jobs.length === 0) return counts
    for (const job of jobs) {
      // What is not begun in time falls to whoever comes next, when the lease is over.
      if (minutesBetween(since, ctx.clock.now()) >= LEASE_MINUTES) break
      counts[await doJob(ctx, kinds, job, token)]++
    }
  }
  return counts
}

async function hasDue(ctx: Context<LifecycleStores>): Promise<boolean> {
  return ctx.read('operation.read', async ({jobs}, {now}) => {
    const open = await jobs.all({doneAt: null}, {orderBy: 'dueAt', limit: MOST})
    return open.some(({dueAt, leasedUntil}) => dueAt <= now && (leasedUntil === null || leasedUntil <= now))
  })
}

async function doJob(ctx: Context<LifecycleStores>, kinds: Kinds, job: Job, token: string): Promise<keyof JobCounts> {
  const error = await failureOf(ctx, kinds, job)
  return ctx.write('tick.run', {}, async ({jobs}, entry) => {
    const facts = {kind: job.kind, attempts: job.attempts}
    entry.note({about: ['job', job.id], facts: error === undefined ? facts : {...facts, error}})
    if (error === undefined) {
      await jobs.done(job.id, token)
      return 'done'
    }
    if (job.attempts >= TRIES) {
      await jobs.giveUp(job.id, token, error)
      return 'givenUp'
    }
    await jobs.retry(job.id, token, plusMinutes(entry.now, 2 ** (job.attempts - 1)), error)
    return 'postponed'
  })
}

/** Why a job failed, in a code and not in words that could name somebody (design rule 22); undefined when it did not. */
async function failureOf(
  ctx: Context<LifecycleStores>,
  kinds: Kinds,
  {kind, payload}: Job,
): Promise<string | undefined> {
  const work = kinds[kind]
  if (!work) return 'job.unknown-kind'
  try {
    await work(ctx, payload)
    return undefined
  } catch (error) {
    return error instanceof ExamError ? error.code : error instanceof Error ? error.name : 'job.failed'
  }
}
