import {z} from 'zod'
import type {Context} from '../context.ts'
import {ExamError, notFound} from '../errors.ts'
import {parsed} from '../parsed.ts'
import type {ExchangeStores} from './store.ts'

export const SettleLane = z.strictObject({
  /** Key of the lane; without one, all lanes of the party that do not run. */
  lane: z.string().optional(),
  party: z.string().optional(),
  /** Passes over the message that was refused, instead of sending it again. */
  skip: z.boolean().default(false),
  reason: z.string().trim().default(''),
})

/** What was let go on. */
export type SettledLanes = Readonly<{lanes: number; messages: number}>

/** Messages that stopped a lane, or wait for their turn. */
const HELD = ['refused', 'given-up', 'waiting'] as const
const MOST = 10_000

/**
 * Lets lanes go on that a refusal or too many failures stopped: the message is sent again, as it is now, or passed over with a
 * reason. Also lets what waits for its next try go at once.
 *
 * @throws ExamError `lane.which`, `lane.reason-needed`, `lane.not-found`, `party.not-found`
 */
export async function settleLanes(
  ctx: Context<ExchangeStores>,
  input: z.input<typeof SettleLane>,
): Promise<SettledLanes> {
  const {lane, party, skip, reason} = parsed(SettleLane, input)
  if ((lane === undefined) === (party === undefined))
    throw new ExamError('invalid', 'lane.which', 'Say which lane, or which party for all of its lanes.')
  if (skip && (reason === '' || lane === undefined)) {
    const message = 'To pass over a message name its lane, and say why: --reason "…"'
    throw new ExamError('invalid', 'lane.reason-needed', message)
  }
  return ctx.write('exchange.settle', {}, async (stores, entry) => {
    const found = await stores.exchange.lanes(lane ?? (await prefixOf(stores, party ?? '')), MOST)
    const lanes =
      lane === undefined ? found : [...found, ...(await named(stores, lane))].filter(({key}) => key === lane)
    if (lane !== undefined && lanes.length === 0) throw notFound('lane', lane)
    const keys = lanes.map(({key}) => key)
    if (skip)
      await stores.outbox.messages.changeAll(
        {laneKey: keys, state: ['refused', 'given-up']},
        {state: 'withdrawn', lastError: 'skipped by the office'},
      )
    const messages = await stores.outbox.messages.changeAll(
      {laneKey: keys, state: HELD},
      {state: 'waiting', dueAt: entry.now, attempts: 0},
    )
    for (const key of keys) await stores.outbox.unpark(key)
    const facts = {lanes: keys.length, messages, skip}
    entry.note({about: ['lane', lane ?? party ?? ''], facts, ...(reason === '' ? {} : {text: reason})})
    return {lanes: keys.length, messages}
  })
}

async function prefixOf({parties}: ExchangeStores, code: string): Promise<string> {
  const party = await parties.get(code)
  return `${party.connector}:${party.code}:`
}

/** The lane itself: a search by its key finds those that begin with it and are longer. */
async function named({exchange}: ExchangeStores, lane: string) {
  return exchange.lanes(lane.slice(0, lane.lastIndexOf(':') + 1), MOST)
}
