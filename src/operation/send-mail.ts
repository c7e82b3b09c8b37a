import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {InstitutionStores} from '../institution/store.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {MailTransport} from '../ports.ts'
import {type Instant, plusMinutes} from '../time.ts'
import {nextTry, TRIES} from './mail-pace.ts'
import type {Message} from './records.ts'
import type {DueMail, WriteMail} from './write-mail.ts'

/** How mail is written and carried. */
export type Post = Readonly<{transport: MailTransport; render: WriteMail}>

/** What became of the mails that were due. `lost` were sent when another had taken over: they may arrive twice. */
export type MailCount = Readonly<{sent: number; refused: number; postponed: number; givenUp: number; lost: number}>

/** Lanes leased together; as many mails are on their way at once as a transport keeps connections. */
const LANES = 20
const AT_ONCE = 5
/** A lease lasts a minute and a transport may take 20 s, so nothing is begun in the last part of it (design rule 10). */
const LEASE_MINUTES = 1
const BEGIN_WITHIN = 35_000

/**
 * Sends what is due, in the order of each person's lane: leases lanes, sends outside any transaction, and marks each mail
 * in a second short write with the lease's token. Safe to run twice and on several machines at once; a crash may repeat
 * one mail per lane, with the same Message-ID.
 *
 * A mail that is refused for good is marked with the reason and the lane goes on; another failure is tried again after
 * 1, 2, 4 … 60 minutes and given up after ten tries.
 */
export async function sendMail(ctx: Context<InstitutionStores>, post: Post): Promise<MailCount> {
  const total = {sent: 0, refused: 0, postponed: 0, givenUp: 0, lost: 0}
  while (await ctx.read('operation.read', ({outbox}) => outbox.hasDue('mail'))) {
    const lease = await leaseLanes(ctx)
    if (lease.due.length === 0) break
    await eachAtOnce(lease.due, async (due) => {
      for (const what of await sendLane(ctx, post, lease, due)) total[what] += 1
    })
  }
  return total
}

type Lease = Readonly<{token: string; since: Instant; due: readonly DueMail[]}>
type Outcome = Readonly<{sent: true} | {sent: false; forGood: boolean; reason: string}>

async function leaseLanes(ctx: Context<InstitutionStores>): Promise<Lease> {
  const token = ctx.ids.next<string>()
  const since = ctx.clock.now()
  const due = await ctx.write('mail.send', {}, async (stores, entry) => {
    const until = plusMinutes(entry.now, LEASE_MINUTES)
    const lanes = await stores.outbox.leaseLanes('mail', LANES, token, until)
    entry.note({about: ['lease', token], facts: {lanes: lanes.length}})
    return dueIn(stores, lanes)
  })
  return {token, since, due}
}

/** The mail whose turn it is in each lane. */
async function dueIn(stores: InstitutionStores, lanes: readonly string[]): Promise<readonly DueMail[]> {
  const messages = await stores.outbox.next(lanes)
  if (messages.length === 0) return []
  const ids = messages.flatMap(({personId}) => (personId === null ? [] : [personId]))
  const persons = new Map((await stores.persons.history({id: ids})).map((person) => [person.id, person]))
  const institution = await theInstitution(stores)
  return messages.map((message) => ({
    message,
    person: message.personId === null ? undefined : persons.get(message.personId),
    institution,
  }))
}

async function sendLane(
  ctx: Context<InstitutionStores>,
  post: Post,
  {token, since}: Lease,
  first: DueMail,
): Promise<readonly (keyof MailCount)[]> {
  const done: (keyof MailCount)[] = []
  let due: DueMail | undefined = first
  let held = since
  while (due) {
    if (Date.parse(ctx.clock.now()) - Date.parse(held) > BEGIN_WITHIN) {
      await giveBack(ctx, due.message.laneKey, token)
      break
    }
    const outcome = await deliver(post, due)
    held = ctx.clock.now()
    const {what, next} = await settle(ctx, token, due.message, outcome)
    done.push(what)
    due = next
  }
  return done
}

async function deliver({transport, render}: Post, due: DueMail): Promise<Outcome> {
  try {
    await transport.send(render(due))
    return {sent: true}
  } catch (error) {
    // An ExamError says that trying again cannot help; anything else may be over in a minute.
    const forGood = error instanceof ExamError
    return {sent: false, forGood, reason: forGood ? `${error.code}: ${error.message}` : reasonOf(error)}
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 300)
}

type Settled = Readonly<{what: keyof MailCount; next: DueMail | undefined}>

/** Marks what became of a mail, and takes the next one of its lane or ends the lease. */
function settle(ctx: Context<InstitutionStores>, token: string, message: Message, outcome: Outcome): Promise<Settled> {
  return ctx.write('mail.send', {}, async (stores, entry) => {
    const {what, change} = marked(message, outcome, entry.now)
    const held = await stores.outbox.mark(message, token, plusMinutes(entry.now, LEASE_MINUTES), change)
    entry.note({
      about: ['message', message.id],
      ...(message.personId === null ? {} : {for: message.personId}),
      facts: {
        outcome: held ? what : 'lost',
        attempts: change.attempts,
        reason: change.lastError?.split(':')[0] ?? null,
      },
    })
    if (!held) return {what: 'lost', next: undefined}
    const [next] = await dueIn(stores, [message.laneKey])
    if (!next) await stores.outbox.releaseLane(message.laneKey, token)
    return {what, next}
  })
}

type Mark = Pick<Message, 'attempts' | 'lastError'> & Partial<Pick<Message, 'state' | 'sentAt' | 'dueAt'>>

function marked(
  {attempts: before}: Message,
  outcome: Outcome,
  now: Instant,
): Readonly<{what: Exclude<keyof MailCount, 'lost'>; change: Mark}> {
  const attempts = before + 1
  if (outcome.sent) return {what: 'sent', change: {state: 'sent', sentAt: now, attempts, lastError: null}}
  const lastError = outcome.reason
  if (outcome.forGood) return {what: 'refused', change: {state: 'refused', attempts, lastError}}
  if (attempts >= TRIES) return {what: 'givenUp', change: {state: 'given-up', attempts, lastError}}
  return {what: 'postponed', change: {dueAt: nextTry(now, attempts), attempts, lastError}}
}

async function giveBack(ctx: Context<InstitutionStores>, lane: string, token: string): Promise<void> {
  await ctx.write('mail.send', {}, async ({outbox}, entry) => {
    const released = await outbox.releaseLane(lane, token)
    entry.note({about: ['lease', token], facts: {lane, released}})
  })
}

/** A few at a time, all to their end; then the first failure, if there was one. */
async function eachAtOnce<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...all]
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one)
  }
  const ended = await Promise.allSettled(Array.from({length: AT_ONCE}, worker))
  for (const end of ended) if (end.status === 'rejected') throw end.reason
}
