import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import {plusMinutes} from '../time.ts'
import {fetchMissing} from './fetch-missing.ts'
import type {Party} from './model.ts'
import {mayReach} from './party.ts'
import {queueUntold} from './queue-untold.ts'
import {type SendPorts, sendMessages} from './send-messages.ts'
import type {ExchangeStores} from './store.ts'
import {takeWaiting} from './take-records.ts'
import {applyWaitingResults} from './take-results.ts'
import {withdrawCancelled} from './withdraw-cancelled.ts'

/** What a round did, for all parties together; `postponed` counts what could not be done now, also parties out of reach. */
export type RoundCount = Readonly<Record<string, number>>

/** Minutes after which what waits is tried again without anything having come. */
const PATIENCE = 10
/** The log is kept for so long. */
const LOG_MINUTES = 60 * 24 * 90

/**
 * One round of exchange with every party: finishes what came in, fetches what is missing, queues what the other side does not know,
 * and sends what is due. A party out of reach holds up nobody else. Safe to do twice and on several machines.
 */
export async function exchangeRound(ctx: Context<ExchangeStores>, ports: SendPorts): Promise<RoundCount> {
  const parties = await ctx.read('exchange.read', ({parties: all}) => all.all())
  const total: Record<string, number> = {taken: 0, fetched: 0, queued: 0, sent: 0, refused: 0, postponed: 0, givenUp: 0}
  if (parties.length === 0) return total
  for (const party of parties.filter((each) => mayReach(ports, each)))
    for (const [what, count] of Object.entries(await partyRound(ctx, ports, party)))
      total[what] = (total[what] ?? 0) + count
  await forgetOld(ctx)
  return total
}

async function partyRound(ctx: Context<ExchangeStores>, ports: SendPorts, party: Party): Promise<RoundCount> {
  const about = {party: party.id}
  const taken = (await takeWaiting(ctx, {...about, minutes: PATIENCE})).length + (await applyWaitingResults(ctx, about))
  const {withdrawn} = await withdrawCancelled(ctx, about)
  const {sessions, participations, cancelled, results} = await queueUntold(ctx, {party, connectors: ports.connectors})
  const queued = sessions + participations + cancelled + results
  try {
    const {records, documents} = await fetchMissing(ctx, ports, {party})
    const sent = await sendMessages(ctx, ports, {party})
    return {taken: taken + withdrawn, fetched: records + documents, queued, ...sent}
  } catch (error) {
    if (!(error instanceof ExamError) || error.kind !== 'unavailable') throw error
    return {taken: taken + withdrawn, queued, postponed: 1}
  }
}

async function forgetOld(ctx: Context<ExchangeStores>): Promise<void> {
  const old = await ctx.read('exchange.read', async ({exchange}, {now}) => {
    const before = plusMinutes(now, -LOG_MINUTES)
    return (await exchange.oldest()) < before ? before : null
  })
  if (old === null) return
  await ctx.write('exchange.take', {}, async ({exchange}, entry) => {
    entry.note({about: ['exchange-log', 'all'], facts: {forgotten: await exchange.forget(old)}})
  })
}
