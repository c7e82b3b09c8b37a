import type {Context} from '../context.ts'
import type {Instant} from '../time.ts'
import type {ExternalRecord} from './model.ts'
import type {ExchangeStores, Unsendable} from './store.ts'
import {TO_WITHDRAW} from './to-withdraw.ts'

/** A lane that does not run by itself, or waits. */
export type LaneView = Readonly<{
  lane: string
  parked: boolean
  waiting: number
  attempts: number
  dueAt: Instant
  lastError: string | null
}>

/** How the exchange with a party is: what waits, what differs, and what cannot be told. */
export type PartyStatus = Readonly<{
  party: string
  lanes: readonly LaneView[]
  /** Records that wait or differ, by kind and problem, with the first external ids. */
  problems: readonly Readonly<{kind: string; problem: string; count: number; first: readonly string[]}>[]
  /** Established results of exams that the party knows, by students it did not register for them. */
  unsendable: readonly Unsendable[]
}>

const MOST = 200
const FIRST = 3

/** The state of the exchange with every party, or one. @throws ExamError `party.not-found` */
export async function exchangeStatus(
  ctx: Context<ExchangeStores>,
  {party: code}: Readonly<{party?: string | undefined}> = {},
): Promise<readonly PartyStatus[]> {
  return ctx.read('exchange.read', async (stores) => {
    const parties = code === undefined ? await stores.parties.all() : [await stores.parties.get(code)]
    const told: PartyStatus[] = []
    for (const party of parties) {
      const lanes = await stores.exchange.lanes(`${party.connector}:${party.code}:`, MOST)
      const waiting = await stores.externals.all({partyId: party.id, state: 'waiting'}, {limit: 5000})
      const differing = await stores.externals.all({partyId: party.id, state: ['cancelled', 'done']}, {limit: 5000})
      const problems = [...waiting, ...differing].filter(({problem}) => problem !== null && problem !== TO_WITHDRAW)
      const unsendable = await stores.exchange.unsendable(party.id, MOST)
      told.push({
        party: party.code,
        lanes: lanes.map(({key, parked, waiting: count, attempts, dueAt, lastError}) => ({
          lane: key,
          parked,
          waiting: count,
          attempts,
          dueAt,
          lastError,
        })),
        problems: grouped(problems),
        unsendable,
      })
    }
    return told
  })
}

function grouped(rows: readonly ExternalRecord[]): PartyStatus['problems'] {
  return [...Map.groupBy(rows, ({kind, problem}) => `${kind} ${problem}`).values()].map((own) => {
    const kind = own[0]?.kind ?? ''
    const problem = own[0]?.problem ?? ''
    return {
      kind,
      problem,
      count: own.length,
      first: own.slice(0, FIRST).map(({externalId}) => externalId),
    }
  })
}
