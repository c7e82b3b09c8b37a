import type {Context} from '../context.ts'
import {type Between, type Connection, type Exchange, IncomingRecord} from '../connector.ts'
import {ExamError} from '../errors.ts'
import {canonicalJson} from '../json.ts'
import {parsed} from '../parsed.ts'
import type {Taken} from './intake.ts'
import {keepExchanges} from './keep-exchanges.ts'
import type {ExternalRecord, Party} from './model.ts'
import {openParty} from './party.ts'
import type {SendPorts} from './send-messages.ts'
import type {ExchangeStores} from './store.ts'
import {takeRecords} from './take-records.ts'
import {type Withdrawals, withdrawCancelled} from './withdraw-cancelled.ts'

/** What a pull brought, by kind and by what became of it; `problems` counts what waits or differs, by code. */
export type Pulled = Readonly<{
  party: string
  records: number
  counts: Readonly<Record<string, Readonly<Record<string, number>>>>
  problems: Readonly<Record<string, number>>
  withdrawn: number
  erased: number
  dryRun: boolean
}>

/** As many records are taken in together. */
const PORTION = 200

/**
 * Fetches what a SIS has for some days (flow 1) and takes it in, a portion at a time, each in its own transaction: one that was cut
 * off goes on by asking again, since what is known already changes nothing. With `dryRun` it only says what is new or changed.
 *
 * @throws ExamError `party.cannot`, those of opening a party; an Error when it cannot be reached, and what was taken stands
 */
export async function pullParty(
  ctx: Context<ExchangeStores>,
  ports: SendPorts,
  {
    party,
    within,
    groups = false,
    dryRun = false,
  }: Readonly<{party: Party; within: Between; groups?: boolean; dryRun?: boolean}>,
): Promise<Pulled> {
  return withParty(ctx, ports, party, async (connection) => {
    const source = groups ? connection.roster : connection.registrations
    if (!source) throw cannot(party, groups ? 'roster' : 'registrations')
    const taken: Pick<Taken, 'kind' | 'did' | 'problem'>[] = []
    let portion: IncomingRecord[] = []
    const settle = async (): Promise<void> => {
      taken.push(
        ...(dryRun ? await foreseen(ctx, party, portion) : await takeRecords(ctx, {party: party.id, records: portion})),
      )
      portion = []
    }
    for await (const record of source.read(within)) {
      portion.push(parsed(IncomingRecord, record))
      if (portion.length >= PORTION) await settle()
    }
    await settle()
    const withdrawals = dryRun ? NONE : await withdrawCancelled(ctx, {party: party.id})
    return told(party, taken, withdrawals, dryRun)
  })
}

const NONE: Withdrawals = {withdrawn: 0, differing: 0, erased: 0}

/** Opens a party for some work, keeps its exchanges in the log, and closes it whatever happens. */
export async function withParty<T>(
  ctx: Context<ExchangeStores>,
  ports: SendPorts,
  party: Party,
  work: (connection: Connection) => Promise<T>,
): Promise<T> {
  const exchanges: Exchange[] = []
  const connection = await openParty(ports, party, {
    ticks: ports.ticks,
    log: (exchange) => void exchanges.push(exchange),
  })
  try {
    return await work(connection)
  } catch (error) {
    if (error instanceof ExamError) throw error
    const message = `${party.code} cannot be reached: ${error instanceof Error ? error.message : 'no answer'}. Try again later, or look with: ontrac oke party test ${party.code}`
    throw new ExamError('unavailable', 'party.unreachable', message, {party: party.code}, {cause: error})
  } finally {
    await connection.close()
    if (exchanges.length > 0)
      await keepExchanges(
        ctx,
        exchanges.map((exchange) => ({party: party.id, exchange})),
      )
  }
}

/** What a party's connector or settings do not offer. */
export function cannot(party: Party, capability: string): ExamError {
  const message = `${party.code} does not offer "${capability}"; see what it does with: ontrac oke party list`
  return new ExamError('refused', 'party.cannot', message, {party: party.code, capability})
}

/** What would become of records, by what is known of them; what they refer to is not looked at. */
async function foreseen(
  ctx: Context<ExchangeStores>,
  party: Party,
  records: readonly IncomingRecord[],
): Promise<readonly Pick<Taken, 'kind' | 'did' | 'problem'>[]> {
  return ctx.read('exchange.read', async ({externals}) => {
    const known = new Map<string, ExternalRecord>()
    for (const [kind, own] of Map.groupBy(records, (record) => record.kind))
      for (const row of await externals.all({partyId: party.id, kind, externalId: own.map(({id}) => id)}))
        known.set(`${kind} ${row.externalId}`, row)
    return records.map((record) => {
      const row = known.get(`${record.kind} ${record.id}`)
      if ('state' in record && record.state === 'cancelled' && row?.state !== 'cancelled')
        return {kind: record.kind, did: 'cancelled', problem: null}
      // Of a person nothing is kept to compare with, since he stands in the school's own list.
      const same =
        record.kind === 'person' || canonicalJson(row?.body) === canonicalJson(JSON.parse(JSON.stringify(record)))
      return {
        kind: record.kind,
        did: row === undefined ? 'created' : same ? 'same' : 'updated',
        problem: row?.problem ?? null,
      }
    })
  })
}

function told(
  party: Party,
  taken: readonly Pick<Taken, 'kind' | 'did' | 'problem'>[],
  {withdrawn, erased}: Withdrawals,
  dryRun: boolean,
): Pulled {
  const counts: Record<string, Record<string, number>> = {}
  const problems: Record<string, number> = {}
  for (const {kind, did, problem} of taken) {
    const own = (counts[kind] ??= {})
    own[did] = (own[did] ?? 0) + 1
    if (problem !== null) problems[problem] = (problems[problem] ?? 0) + 1
  }
  return {party: party.code, records: taken.length, counts, problems, withdrawn, erased, dryRun}
}
