import {z} from 'zod'
import type {Context} from '../context.ts'
import {finaliseSession} from '../delivery/lists/finalise-session.ts'
import {RECORD_ASSESSED} from '../delivery/reports/assessed-job.ts'
import {recordAssessed} from '../results/assessments/record-assessed.ts'
import {refreshLists} from '../delivery/lists/refresh-lists.ts'
import {expireOffers} from '../enrolment/waiting/expire-offers.ts'
import {offerFreeSeats} from '../enrolment/waiting/offer-free-seats.ts'
import {offerWaiting} from '../enrolment/waiting/offer-waiting.ts'
import {queueReminders} from '../enrolment/changes/queue-reminders.ts'
import {OFFER_SEATS, RENEW_LISTS} from '../enrolment/seats/save-book.ts'
import {exchangeRound} from '../exchange/exchange-round.ts'
import type {SendPorts} from '../exchange/send-messages.ts'
import {forgetImports} from '../imports/forget-imports.ts'
import type {Json} from '../json.ts'
import {sealAudit} from '../operation/seal-audit.ts'
import {type Post, sendMail} from '../operation/send-mail.ts'
import {forgetSignIns} from '../sign-in/forget-sign-ins.ts'
import {parsed} from '../parsed.ts'
import {checkCertificates} from '../planning/certificates/check-certificates.ts'
import type {Signer} from '../ports.ts'
import {MAIL_TASKS, mailTasks, planTaskMail} from './mail-tasks.ts'
import {runDueJobs} from './run-due-jobs.ts'
import {runDueTransitions} from './run-due-transitions.ts'
import type {LifecycleStores} from './store.ts'

/** What a job of a kind does; it may be done more than once (design rule 11). */
export type JobKind = (ctx: Context<LifecycleStores>, payload: Json) => Promise<unknown>

const OfSession = z.object({session: z.string()})

/** Kinds of job, and the use case that does each. */
const JOB_KINDS: Readonly<Record<string, JobKind>> = {
  [OFFER_SEATS]: async (ctx, payload) => offerFreeSeats(ctx, parsed(OfSession, payload).session),
  [MAIL_TASKS]: async (ctx) => mailTasks(ctx),
  [RECORD_ASSESSED]: async (ctx, payload) => recordAssessed(ctx, parsed(OfSession, payload)),
  [RENEW_LISTS]: async (ctx, payload) => finaliseSession(ctx, parsed(OfSession, payload)),
}

/** What timed work needs of the outside; asked for only by the work that needs it, so that the rest goes on without. */
export type TimedPorts = Readonly<{
  post: () => Promise<Post>
  signer: () => Promise<Signer>
  /** How other systems are reached. */
  exchange: () => Promise<SendPorts>
}>

/** How often each thing was done, by name. `postponed` and `givenUp` are what could not be done. */
export type Counts = Readonly<Record<string, number>>

/** Work that the clock starts. Each is safe to do twice and on several machines at once. */
export type Timed = Readonly<{name: string; run: (ctx: Context<LifecycleStores>, ports: TimedPorts) => Promise<Counts>}>

/** All that a tick does, in order: what frees seats before what gives them out, mail after all that queues it, the seal last. */
export const TIMED: readonly Timed[] = [
  {
    name: 'transitions',
    run: async (ctx) => {
      const steps = await runDueTransitions(ctx)
      return {
        done: steps.filter(({did}) => did === 'done').length,
        waiting: steps.filter(({did}) => did === 'waits').length,
      }
    },
  },
  {name: 'expired-offers', run: async (ctx) => ({expired: await expireOffers(ctx)})},
  {name: 'task-mail', run: async (ctx) => ({planned: await planTaskMail(ctx)})},
  {name: 'jobs', run: async (ctx) => runDueJobs(ctx, JOB_KINDS)},
  {name: 'offers', run: async (ctx) => ({offered: await offerWaiting(ctx)})},
  {name: 'certificates', run: async (ctx) => checkCertificates(ctx)},
  {name: 'lists', run: async (ctx) => ({renewed: (await refreshLists(ctx)).length})},
  {name: 'imports', run: async (ctx) => ({forgotten: await forgetImports(ctx)})},
  {name: 'reminders', run: async (ctx) => ({queued: await queueReminders(ctx)})},
  {name: 'sign-ins', run: async (ctx) => ({forgotten: await forgetSignIns(ctx)})},
  {name: 'exchange', run: async (ctx, {exchange}) => exchangeRound(ctx, await exchange())},
  {name: 'mail', run: async (ctx, {post}) => sendMail(ctx, await post())},
  {
    name: 'audit',
    run: async (ctx, {signer}) => {
      const {seals, entries} = await sealAudit(ctx, await signer())
      return {seals, entries}
    },
  },
]
