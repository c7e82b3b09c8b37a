import type {Context, Entry} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {InstitutionStores} from '../institution/store.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {MailTransport} from '../ports.ts'
import {type Instant, plusMinutes} from '../time.ts'
import {nextTry, TRIES} from './mail-pace.ts'
import type {Message} from './records.ts'
import type {MessageMark} from './store.ts'
import type {DueMail, WriteMail} from './write-mail.ts'

/** How mail is written and carried. */
export type Post = Readonly<{transport: MailTransport; render: WriteMail}>

/** What became of the mails that were due. `lost` were sent when another had taken over: they may arrive twice. */
export type MailCount = Readonly<{sent: number; refused: number; postponed: number; givenUp: number; lost: number}>

/**
 * Mails on their way together, one of a lane: one write marks them all, which costs less than sending them. The transport
 * answers within 20 s, and the lease lasts three times as long (design rule 10).
 */
const TOGETHER = 10
const LEASE_MINUTES = 1

/**
 * Sends what is due, in the order of each person's lane: leases lanes, sends outside any transaction, and marks each mail
 * in a second short write with the lease's token. Safe to run twice and on several machines at once; a crash may repeat
 * what was on its way, once and with the same Message-ID.
 *
 * A mail that is refused for good is marked with the reason and the lane goes on; another failure is tried again after
 * 1, 2, 4 … 60 minutes and given up after ten tries.
 */
export async function sendMail(ctx: Context<InstitutionStores>, post: Post): Promise<MailCount> {
  const total = {sent: 0, refused: 0, postponed: 0, givenUp: 0, lost: 0}
  if (!(await ctx.read('operation.read', ({outbox}) => outbox.hasDue('mail')))) return total
  const token = ctx.ids.next<string>()
  let wave: Wave = await ctx.write('mail.send', {}, async (stores, entry) => {
    const first = await lease(stores, entry, {token, after: '', lanes: TOGETHER})
    entry.note({about: ['lease', token], facts: {lanes: first.due.length}})
    return first
  })
  while (wave.due.length > 0) {
    const sent = await Promise.all(wave.due.map(async (mail) => ({mail, outcome: await deliver(post, mail)})))
    const {became, next} = await settle(ctx, {token, sent, after: wave.after})
    for (const what of became) total[what] += 1
    wave = next
  }
  return total
}

/** Mails that go together; `after` is the last lane that was leased, since a round goes through them once. */
type Wave = Readonly<{due: readonly DueMail[]; after: string}>

type Outcome = Readonly<{sent: true} | {sent: false; forGood: boolean; reason: string}>
type Sent = Readonly<{mail: DueMail; outcome: Outcome}>

async function lease(
  stores: InstitutionStores,
  {now}: Entry,
  {token, after, lanes: limit}: Readonly<{token: string; after: string; lanes: number}>,
): Promise<Wave> {
  if (limit === 0) return {due: [], after}
  const lanes = await stores.outbox.leaseLanes('mail', {token, until: plusMinutes(now, LEASE_MINUTES), after, limit})
  return {due: await dueIn(stores, lanes), after: lanes.at(-1) ?? after}
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

type Settling = Readonly<{token: string; sent: readonly Sent[]; after: string}>
type Settled = Readonly<{became: readonly (keyof MailCount)[]; next: Wave}>

/** Marks what became of mails, takes the next ones of their lanes, and leases more lanes for those that have none. */
function settle(ctx: Context<InstitutionStores>, {token, sent, after}: Settling): Promise<Settled> {
  return ctx.write('mail.send', {}, async (stores, entry) => {
    const {outbox} = stores
    const marks = sent.map(({mail: {message}, outcome}) => markOf(message, outcome, entry.now))
    const held = await outbox.mark(marks, token, plusMinutes(entry.now, LEASE_MINUTES))
    const became = marks.map(({what, ...mark}) => (held.has(mark.message.laneKey) ? what : 'lost'))
    for (const [i, {message, change}] of marks.entries()) note(entry, message, became[i] ?? 'lost', change)
    const next = await dueIn(stores, [...held])
    const busy = new Set(next.map(({message}) => message.laneKey))
    await outbox.releaseLanes(
      [...held].filter((lane) => !busy.has(lane)),
      token,
    )
    const more = await lease(stores, entry, {token, after, lanes: TOGETHER - next.length})
    return {became, next: {due: [...next, ...more.due], after: more.after}}
  })
}

type Mark = MessageMark & Readonly<{what: Exclude<keyof MailCount, 'lost'>}>

function markOf(message: Message, outcome: Outcome, now: Instant): Mark {
  const attempts = message.attempts + 1
  if (outcome.sent) return {message, what: 'sent', change: {state: 'sent', sentAt: now, attempts, lastError: null}}
  const failed = {attempts, lastError: outcome.reason}
  if (outcome.forGood) return {message, what: 'refused', change: {...failed, state: 'refused'}}
  if (attempts >= TRIES) return {message, what: 'givenUp', change: {...failed, state: 'given-up'}}
  return {message, what: 'postponed', change: {...failed, dueAt: nextTry(now, attempts)}}
}

function note(entry: Entry, {id, personId}: Message, outcome: keyof MailCount, change: MessageMark['change']): void {
  const {attempts = 0, lastError = null} = change
  const reason = lastError?.split(':')[0] ?? null
  entry.note({about: ['message', id], ...(personId && {for: personId}), facts: {outcome, attempts, reason}})
}
