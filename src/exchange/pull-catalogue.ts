import type {Context} from '../context.ts'
import {CatalogueTest} from '../connector.ts'
import type {Json} from '../json.ts'
import {canonicalJson} from '../json.ts'
import {parsed} from '../parsed.ts'
import type {ExternalRecord} from './model.ts'
import {cannot, withParty} from './pull-party.ts'
import type {SendPorts} from './send-messages.ts'
import type {ExchangeStores} from './store.ts'

/** A test of a platform, what changed of it since the last time, and the exams that use it. */
export type CatalogueLine = Readonly<{
  id: string
  code: string
  name: string
  provider: string
  minutes: number | null
  state: 'active' | 'inactive'
  change: 'new' | 'changed' | 'same' | 'gone'
  /** Codes of our exams with a version that is this test. */
  exams: readonly string[]
}>

export type Catalogue = Readonly<{party: string; dryRun: boolean; tests: readonly CatalogueLine[]}>

/**
 * Fetches the whole catalogue of a platform (flow 0) and says what differs from the last time: every pull is the full truth, so
 * that what is not in it any more is gone. With `dryRun` the last time stays what it was.
 *
 * @throws ExamError `party.not-found`, `party.cannot`, `party.unreachable`
 */
export async function pullCatalogue(
  ctx: Context<ExchangeStores>,
  ports: SendPorts,
  {code, dryRun = false}: Readonly<{code: string; dryRun?: boolean}>,
): Promise<Catalogue> {
  const party = await ctx.read('exchange.read', ({parties}) => parties.get(code))
  const tests: CatalogueTest[] = []
  await withParty(ctx, ports, party, async ({catalogue}) => {
    if (!catalogue) throw cannot(party, 'catalogue')
    for await (const test of catalogue.read()) tests.push(parsed(CatalogueTest, test))
  })
  const compare = (stores: ExchangeStores) => compared(stores, party.id, tests)
  if (dryRun) return {party: code, dryRun, tests: (await ctx.read('exchange.read', compare)).lines}
  return ctx.write('exchange.take', {}, async (stores, entry) => {
    const {lines, known} = await compare(stores)
    const row = (externalId: string, body: Json, state: ExternalRecord['state']): ExternalRecord => ({
      id: ctx.ids.next<string>(),
      partyId: party.id,
      kind: 'test',
      externalId,
      state,
      body,
      personId: null,
      examId: null,
      registrationId: null,
      enrolmentId: null,
      problem: null,
      changedAt: entry.now,
      version: 1,
    })
    const changed = new Set(lines.filter(({change}) => change !== 'same').map(({id}) => id))
    await stores.exchange.keepExternals([
      ...tests.filter(({id}) => changed.has(id)).map((test) => row(test.id, {...test}, 'active')),
      ...known
        .filter(({externalId}) => changed.has(externalId) && !tests.some(({id}) => id === externalId))
        .map(({externalId, body}) => row(externalId, body, 'cancelled')),
    ])
    entry.note({about: ['party', party.id], facts: {code, tests: tests.length, changed: changed.size}})
    return {party: code, dryRun, tests: lines}
  })
}

async function compared(
  stores: ExchangeStores,
  partyId: ExternalRecord['partyId'],
  tests: readonly CatalogueTest[],
): Promise<Readonly<{lines: readonly CatalogueLine[]; known: readonly ExternalRecord[]}>> {
  const known = await stores.externals.all({partyId, kind: 'test', state: 'active'})
  const before = new Map(known.map((row) => [row.externalId, row]))
  const now = new Set(tests.map(({id}) => id))
  const gone = known.flatMap(({externalId, body}) =>
    now.has(externalId) ? [] : [{test: CatalogueTest.parse(body), change: 'gone' as const}],
  )
  const changeOf = (test: CatalogueTest): CatalogueLine['change'] => {
    const row = before.get(test.id)
    return row === undefined ? 'new' : canonicalJson(row.body) === canonicalJson(test) ? 'same' : 'changed'
  }
  const all = [...tests.map((test) => ({test, change: changeOf(test)})), ...gone]
  const examsOf = await usedBy(
    stores,
    all.map(({test}) => test.id),
  )
  return {
    known,
    lines: all.map(({test: {id, code, name, provider, minutes, state}, change}) => ({
      id,
      code,
      name,
      provider,
      minutes,
      state,
      change,
      exams: examsOf.get(id) ?? [],
    })),
  }
}

async function usedBy(
  {examVersions, exams}: ExchangeStores,
  components: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const versions = await examVersions.all({componentId: components})
  const codes = new Map((await exams.all({id: versions.map(({examId}) => examId)})).map(({id, code}) => [id, code]))
  const used = Map.groupBy(versions, ({componentId}) => componentId ?? '')
  return new Map([...used].map(([component, own]) => [component, own.flatMap(({examId}) => codes.get(examId) ?? [])]))
}
