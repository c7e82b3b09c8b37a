import type {Context, Entry} from '../context.ts'
import type {QueuedMessage} from '../operation/store.ts'
import {plusMinutes} from '../time.ts'
import type {Attempt} from '../registration/model.ts'
import type {ExternalRecord, Party, SentRecord} from './model.ts'
import {connectorNamed, type Connectors} from './party.ts'
import type {ExchangeStores, Untold} from './store.ts'

/** What a message tells; what it says is looked up when it is sent (docs: decision 6). */
export const TELLINGS = [
  'put-session',
  'cancel-session',
  'put-participation',
  'cancel-participation',
  'send-result',
] as const
export type Telling = (typeof TELLINGS)[number]

/** What is to be told to a party. */
export type Queued = Readonly<{
  party: string
  sessions: number
  participations: number
  cancelled: number
  results: number
}>

/** As much in one transaction. */
const PORTION = 500
/** Sessions that ended longer ago are no longer told of. */
const PAST_MINUTES = 60 * 24 * 60
/** What one round queues at most, so that one party does not hold up the others. */
const ROUNDS = 400

/**
 * Finds what a party does not know as it is now, and queues it: sessions of its platforms before their participations, what was
 * cancelled before what is new, outcomes one by one (flows 2 and 5). Told by difference, so that nothing is lost however long
 * either side was down, and asking twice queues nothing the second time.
 *
 * With `dryRun` it only counts, at most 500 of each.
 */
export async function queueUntold(
  ctx: Context<ExchangeStores>,
  {party, connectors, dryRun = false}: Readonly<{party: Party; connectors: Connectors; dryRun?: boolean}>,
): Promise<Queued> {
  const total = {party: party.code, sessions: 0, participations: 0, cancelled: 0, results: 0}
  for (let round = 0; round < ROUNDS; round++) {
    const ask = (stores: ExchangeStores, now: Entry['now']): Promise<Found> => untold(stores, now, {party, connectors})
    const seen = await ctx.read('exchange.read', (stores, {now}) => ask(stores, now))
    if (dryRun || isNothing(seen)) return dryRun ? count(total, seen) : total
    const found = await ctx.write('exchange.queue', {}, async (stores, entry) => {
      const again = await ask(stores, entry.now)
      await queue(ctx, stores, entry, {party, found: again})
      return again
    })
    count(total, found)
  }
  return total
}

type Found = Readonly<{sessions: readonly Untold[]; participations: readonly Untold[]; results: readonly Untold[]}>

async function untold(
  {exchange}: ExchangeStores,
  now: Entry['now'],
  {party, connectors}: Readonly<{party: Party; connectors: Connectors}>,
): Promise<Found> {
  const {capabilities} = connectorNamed(connectors, party.connector)
  const platforms = platformsOf(party)
  const tells = capabilities.includes('sessions-out') && platforms.length > 0
  const since = plusMinutes(now, -PAST_MINUTES)
  return {
    sessions: tells ? await exchange.untoldSessions(party.id, platforms, since, PORTION) : [],
    participations: tells ? await exchange.untoldParticipations(party.id, PORTION) : [],
    results: capabilities.includes('results-out') ? await exchange.untoldResults(party.id, PORTION) : [],
  }
}

/** The platforms whose sessions a party is told of. */
export function platformsOf({settings}: Pick<Party, 'settings'>): readonly string[] {
  const platforms = settings['platforms']
  return Array.isArray(platforms) ? platforms.map(String) : []
}

function isNothing({sessions, participations, results}: Found): boolean {
  return sessions.length + participations.length + results.length === 0
}

function count(total: {-readonly [K in keyof Queued]: Queued[K]}, {sessions, participations, results}: Found): Queued {
  total.sessions += sessions.filter(({gone}) => !gone).length
  total.participations += participations.filter(({gone}) => !gone).length
  total.cancelled += [...sessions, ...participations].filter(({gone}) => gone).length
  total.results += results.length
  return total
}

async function queue(
  ctx: Pick<Context<ExchangeStores>, 'ids'>,
  stores: ExchangeStores,
  entry: Entry,
  {party, found}: Readonly<{party: Party; found: Found}>,
): Promise<void> {
  const {sessions, participations, results} = found
  const row = (kind: SentRecord['kind'], {localId, parentId, digest, gone}: Untold): SentRecord => ({
    id: ctx.ids.next<string>(),
    partyId: party.id,
    kind,
    localId,
    parentId,
    digest,
    state: gone ? 'cancelled' : 'active',
    queuedAt: entry.now,
    version: 1,
  })
  const goneSessions = sessions.filter(({gone}) => gone).map(({localId}) => localId)
  // The other side drops the participations of a session with it; those found in the same round need no word of their own.
  const own = participations.filter(({parentId}) => !goneSessions.includes(parentId))
  await stores.exchange.keepSent([
    ...sessions.map((each) => row('session', each)),
    ...own.map((each) => row('participation', each)),
    ...results.map((each) => row('result', each)),
  ])
  await stores.exchange.sentGone(party.id, goneSessions)
  const lane = (id: string): string => `${party.connector}:${party.code}:${id}`
  const lanesOfResults = await resultLanes(stores, party, results)
  await stores.outbox.queue([
    ...sessions.map((each) => message(lane(each.parentId), each.gone ? 'cancel-session' : 'put-session', each.localId)),
    ...own.filter(({gone}) => gone).map((each) => message(lane(each.parentId), 'cancel-participation', each.localId)),
    ...own.filter(({gone}) => !gone).map((each) => message(lane(each.parentId), 'put-participation', each.localId)),
    ...results.map((each) =>
      message(lane(lanesOfResults.get(each.localId) ?? each.localId), 'send-result', each.localId),
    ),
  ])
  const facts = {sessions: sessions.length, participations: own.length, results: results.length}
  entry.note({about: ['party', party.id], facts})
}

function message(lane: string, telling: Telling, id: string): QueuedMessage {
  return {lane, kind: telling, person: null, body: {id}}
}

/** All attempts of one registration go one after another. */
async function resultLanes(
  stores: ExchangeStores,
  party: Party,
  results: readonly Untold[],
): Promise<ReadonlyMap<string, string>> {
  const facts = await stores.exchange.attemptFacts(results.map(({localId}) => localId))
  const registered = await registeredAt(
    stores,
    party,
    [...facts.values()].map(({attempt}) => attempt),
  )
  return new Map([...facts].map(([id, {attempt}]) => [id, registered(attempt)?.externalId ?? id]))
}

/**
 * The SIS's own registration for an attempt: of the registration that it was made for, else the newest of the same student and
 * exam.
 */
export async function registeredAt(
  stores: ExchangeStores,
  party: Party,
  attempts: readonly Pick<Attempt, 'personId' | 'examId' | 'registrationId'>[],
): Promise<(attempt: (typeof attempts)[number]) => ExternalRecord | undefined> {
  const persons = [...new Set(attempts.map(({personId}) => personId))]
  const all = await stores.externals.all({partyId: party.id, kind: 'registration', personId: persons})
  const byPair = Map.groupBy(all, ({personId, examId}) => `${personId} ${examId}`)
  return ({personId, examId, registrationId}) => {
    const own = byPair.get(`${personId} ${examId}`) ?? []
    const exact = own.find((row) => row.registrationId !== null && row.registrationId === registrationId)
    return exact ?? own.toSorted((a, b) => (a.changedAt < b.changedAt ? -1 : 1)).at(-1)
  }
}
