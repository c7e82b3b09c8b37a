import type {Context} from '../context.ts'
import {IncomingRecord, type RecordOf} from '../connector.ts'
import type {PartyId, PersonId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import {type Instant, plusMinutes} from '../time.ts'
import {externalsNamed, Intake, type Taken} from './intake.ts'
import {awaiting, mayBeAwaited} from './lacking.ts'
import type {ExternalRecord} from './model.ts'
import type {ExchangeStores} from './store.ts'
import {takeExams} from './take-exams.ts'
import {takeGroups, takePeople, takeProgrammes} from './take-people.ts'
import {takeRegistrations} from './take-registrations.ts'
import {TO_WITHDRAW} from './to-withdraw.ts'

/** As many records in one transaction. */
const PORTION = 200
/** Kinds of records that may wait for another. */
const RECORD_KINDS: readonly IncomingRecord['kind'][] = ['exam', 'registration', 'programme-enrolment', 'membership']

/**
 * Takes in what another system tells, in any order and any number of times: each record by its own id there, created once and
 * changed after. What refers to something that is not there yet waits for it. One answer for each record, in order within a
 * portion of 200, which is one transaction; one that was cut off goes on by asking again.
 *
 * @throws ExamError `input.invalid` that names the field of a record which is missing or wrong; nothing of it is taken
 */
export async function takeRecords(
  ctx: Context<ExchangeStores>,
  {party, records}: Readonly<{party: PartyId; records: readonly unknown[]}>,
): Promise<readonly Taken[]> {
  const all: readonly IncomingRecord[] = records.map((record) => parsed(IncomingRecord, record))
  const taken: Taken[] = []
  for (let i = 0; i < all.length; i += PORTION)
    taken.push(...(await takePortion(ctx, party, all.slice(i, i + PORTION))))
  // What waited for these may be what others wait for in turn.
  for (let arrived = all; arrived.some(mayBeAwaited);) arrived = await retake(ctx, party, awaiting(arrived))
  return taken
}

/** Tries again what waits for something else: all, or what was not tried for `minutes`. Answers the records that are used now. */
export async function takeWaiting(
  ctx: Context<ExchangeStores>,
  {party, minutes = 0}: Readonly<{party: PartyId; minutes?: number}>,
): Promise<readonly IncomingRecord[]> {
  return retake(ctx, party, ({changedAt}, now) => changedAt <= plusMinutes(now, -minutes))
}

async function retake(
  ctx: Context<ExchangeStores>,
  party: PartyId,
  isDue: (row: ExternalRecord, now: Instant) => boolean,
): Promise<readonly IncomingRecord[]> {
  const waiting = await ctx.read('exchange.read', async ({externals}, {now}) =>
    (await externals.all({partyId: party, kind: RECORD_KINDS, state: 'waiting'}, {limit: PORTION * 10})).filter(
      (row) => row.problem !== TO_WITHDRAW && isDue(row, now),
    ),
  )
  const records = waiting.flatMap(({body}) => IncomingRecord.safeParse(body).data ?? [])
  const taken: Taken[] = []
  for (let i = 0; i < records.length; i += PORTION)
    taken.push(...(await takePortion(ctx, party, records.slice(i, i + PORTION))))
  const waits = new Set(taken.filter(({did}) => did === 'waiting').map(({kind, id}) => `${kind} ${id}`))
  return records.filter(({kind, id}) => !waits.has(`${kind} ${id}`))
}

async function takePortion(
  ctx: Context<ExchangeStores>,
  party: PartyId,
  records: readonly IncomingRecord[],
): Promise<readonly Taken[]> {
  const person = await ctx.read('exchange.read', (stores) => personsMeant(stores, party, records))
  return ctx.write('exchange.take', {lock: {person}}, async (stores, entry) => {
    const intake = await Intake.open(ctx, {stores, entry, party}, records)
    const of = <K extends IncomingRecord['kind']>(kind: K): readonly RecordOf<K>[] =>
      [
        ...new Map(records.filter((record) => record.kind === kind).map((record) => [record.id, record])).values(),
      ] as RecordOf<K>[]
    await takePeople(intake, of('person'))
    await takeProgrammes(intake, of('programme'), of('programme-enrolment'))
    await takeGroups(intake, of('group'), of('membership'))
    await takeExams(intake, of('exam'))
    await takeRegistrations(intake, of('registration'))
    await intake.close()
    const counts = Object.fromEntries(
      [...Map.groupBy(intake.taken, ({did}) => did)].map(([did, own]) => [did, own.length]),
    )
    entry.note({about: ['party', party], facts: {records: records.length, ...counts}})
    return intake.taken
  })
}

/** Whom the records are about, as far as they are known: locked before anything is decided. */
async function personsMeant(
  stores: ExchangeStores,
  party: PartyId,
  records: readonly IncomingRecord[],
): Promise<readonly PersonId[]> {
  const known = await externalsNamed(stores, party, records)
  return [...new Set(known.flatMap(({personId}) => personId ?? []))]
}
