import type {Context, Entry} from '../context.ts'
import type {Connection, Exchange} from '../connector.ts'
import {ExamError} from '../errors.ts'
import {nextTry} from '../operation/mail-pace.ts'
import type {Message} from '../operation/records.ts'
import type {MessageMark} from '../operation/store.ts'
import {plusMinutes} from '../time.ts'
import {exchangeLine} from './exchange-line.ts'
import type {Party} from './model.ts'
import {openParty, type PartyPorts} from './party.ts'
import type {ExchangeStores} from './store.ts'
import {type Said, tellingsOf, type Told} from './tellings.ts'

/** What became of messages to other systems. `parked` lanes wait for the office. */
export type SendCount = Readonly<{sent: number; postponed: number; refused: number; givenUp: number}>

/** Lanes at once, and messages of each in one go, which one write marks together. */
const LANES = 16
const OF_LANE = 25
/** A lease outlasts what is on its way: nothing new is begun after half of it, and an answer takes 20 s at most (design rule 10). */
const LEASE_MINUTES = 1
const BEGIN_MILLIS = 30_000
/** With pauses of at most an hour, more than two days. */
const TRIES = 60
/** So many failures to reach a party in one round, and it is let be until the next. */
const SILENT = 3

/** What sending takes: how parties are opened, and milliseconds of a clock that never goes back. */
export type SendPorts = PartyPorts & Readonly<{ticks: () => number}>

/**
 * Sends what waits for a party, in the order of each lane: leases lanes, looks up what each message says now, sends outside any
 * transaction, and marks all in the next short write. Safe to run twice and on several machines; a crash may repeat what was on
 * its way, and every message may be repeated.
 *
 * No answer, 429 and 5xx: again after 1, 2, 4 … 60 minutes, and given up after sixty tries. A refusal parks the lane until the office
 * decides. What the other side does not know when it is to be changed is told it anew.
 */
export async function sendMessages(
  ctx: Context<ExchangeStores>,
  ports: SendPorts,
  {party}: Readonly<{party: Party}>,
): Promise<SendCount> {
  const total = {sent: 0, postponed: 0, refused: 0, givenUp: 0}
  const kind = `${party.connector}:${party.code}`
  if (!(await ctx.read('operation.read', ({outbox}) => outbox.hasDue(kind)))) return total
  const exchanges: Exchange[] = []
  const log = (exchange: Exchange): void => void exchanges.push(exchange)
  const connection = await openParty(ports, party, {ticks: ports.ticks, log})
  const token = ctx.ids.next<string>()
  try {
    let done: readonly Done[] = []
    let lanes: readonly string[] = []
    for (let silent = 0; ;) {
      const settled = {token, done, lanes, exchanges: exchanges.splice(0), more: silent < SILENT}
      const wave = await ctx.write('exchange.send', {}, (stores, entry) => turn(ctx, stores, entry, party, settled))
      for (const {outcome} of done) total[outcome.became]++
      lanes = wave.lanes
      if (lanes.length === 0) return total
      const until = ports.ticks() + BEGIN_MILLIS
      const byLane = [...Map.groupBy(wave.told, ({message}) => message.laneKey).values()]
      done = (await Promise.all(byLane.map((lane) => sendLane(connection, lane, () => ports.ticks() < until)))).flat()
      silent = done.some(({outcome}) => outcome.became === 'sent') ? 0 : silent + done.filter(isSilence).length
    }
  } finally {
    await connection.close()
  }
}

type Outcome = Readonly<{became: keyof SendCount; reason: string | null}>
type Done = Readonly<{message: Message; outcome: Outcome}>
type Settling = Readonly<{
  token: string
  done: readonly Done[]
  lanes: readonly string[]
  exchanges: readonly Exchange[]
  more: boolean
}>

function isSilence({outcome}: Done): boolean {
  return outcome.became === 'postponed'
}

/** Marks what came of the last wave, gives its lanes back, and takes the next. */
async function turn(
  ctx: Context<ExchangeStores>,
  stores: ExchangeStores,
  entry: Entry,
  party: Party,
  {token, done, lanes, exchanges, more}: Settling,
): Promise<Readonly<{lanes: readonly string[]; told: readonly Told[]}>> {
  const {outbox, exchange} = stores
  const until = plusMinutes(entry.now, LEASE_MINUTES)
  const marks = done.map(({message, outcome}) => markOf(message, outcome, entry))
  await outbox.mark(marks, token, until)
  for (const {message, outcome} of done)
    if (outcome.became === 'refused' || outcome.became === 'givenUp') await outbox.park(message.laneKey)
  await outbox.releaseLanes(lanes, token)
  await exchange.log(exchanges.map((each) => exchangeLine(ctx.ids, entry.now, party.id, each)))
  const counts = Object.fromEntries(
    [...Map.groupBy(done, ({outcome}) => outcome.became)].map(([k, own]) => [k, own.length]),
  )
  entry.note({about: ['party', party.id], facts: {token, ...counts}})
  if (!more) return {lanes: [], told: []}
  const next = await outbox.leaseLanes(`${party.connector}:${party.code}`, {token, until, after: '', limit: LANES})
  return {lanes: next, told: await tellingsOf(ctx, stores, party, await outbox.nextOf(next, OF_LANE))}
}

function markOf(message: Message, {became, reason}: Outcome, {now}: Entry): MessageMark {
  const attempts = message.attempts + 1
  switch (became) {
    case 'sent':
      return {message, change: {state: 'sent', attempts, sentAt: now, lastError: null}}
    case 'postponed':
      return {message, change: {attempts, dueAt: nextTry(now, attempts), lastError: reason}}
    case 'refused':
      return {message, change: {state: 'refused', attempts, lastError: reason}}
    case 'givenUp':
      return {message, change: {state: 'given-up', attempts, lastError: reason}}
  }
}

/** One after another, until one does not arrive or the time to begin is over. */
async function sendLane(
  connection: Connection,
  lane: readonly Told[],
  mayBegin: () => boolean,
): Promise<readonly Done[]> {
  const done: Done[] = []
  for (const {message, said} of lane) {
    if (!mayBegin()) return done
    const outcome = await attempt(connection, message, said)
    done.push({message, outcome})
    if (outcome.became !== 'sent') return done
  }
  return done
}

async function attempt(connection: Connection, message: Message, said: Said): Promise<Outcome> {
  try {
    await say(connection, said)
    return {became: 'sent', reason: null}
  } catch (error) {
    const reason = reasonOf(error)
    if (error instanceof ExamError && error.kind !== 'unavailable') return {became: 'refused', reason}
    return {became: message.attempts + 1 >= TRIES ? 'givenUp' : 'postponed', reason}
  }
}

async function say({sessionsOut, resultsOut}: Connection, said: Said): Promise<void> {
  switch (said.tell) {
    case 'nothing':
      return undefined
    case 'refused':
      throw said.error
    case 'session':
      return sessionsOut?.putSession(said.session)
    case 'session-cancelled':
      return unlessUnknown(() => sessionsOut?.cancelSession(said.id))
    case 'participation-cancelled':
      return unlessUnknown(() => sessionsOut?.cancelParticipation(said.id))
    case 'participation':
      try {
        return await sessionsOut?.putParticipation(said.participation)
      } catch (error) {
        // The other side has lost the session, or never got it: it is told first, as the standard's order wants.
        if (!isUnknown(error)) throw error
        await sessionsOut?.putSession(said.session)
        return sessionsOut?.putParticipation(said.participation)
      }
    case 'result':
      return resultsOut?.send(said.result)
  }
}

/** What is not there needs no taking back. */
async function unlessUnknown(work: () => Promise<void> | undefined): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isUnknown(error)) throw error
  }
}

function isUnknown(error: unknown): boolean {
  return error instanceof ExamError && error.kind === 'not-found'
}

/** Codes and statuses: what the other side says could name somebody (design rule 22). */
function reasonOf(error: unknown): string {
  if (error instanceof ExamError) return `${error.code}: ${error.message}`.slice(0, 300)
  return (error instanceof Error ? error.message : 'no answer').slice(0, 300)
}
