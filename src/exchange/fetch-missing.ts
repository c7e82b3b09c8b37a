import type {Context} from '../context.ts'
import type {IncomingRecord} from '../connector.ts'
import type {FileId} from '../ids.ts'
import {lackOf} from './lacking.ts'
import type {ExternalRecord, Party} from './model.ts'
import {withParty} from './pull-party.ts'
import type {SendPorts} from './send-messages.ts'
import type {ExchangeStores} from './store.ts'
import {takeRecords} from './take-records.ts'

/** What was fetched. */
export type Fetched = Readonly<{records: number; documents: number}>

/** Looked at in one go. */
const MOST = 500

/**
 * Fetches what pushed messages named and did not bring along (flow 1.3), and documents that results and reports refer to (flows 3
 * and 4). What is not there is left; what cannot be reached is tried again the next time.
 *
 * @throws ExamError `party.unreachable`
 */
export async function fetchMissing(
  ctx: Context<ExchangeStores>,
  ports: SendPorts,
  {party}: Readonly<{party: Party}>,
): Promise<Fetched> {
  const waiting = await ctx.read('exchange.read', ({externals}) =>
    externals.all({partyId: party.id, state: 'waiting'}, {limit: MOST}),
  )
  const wanted = missingOf(waiting)
  const documents = waiting.filter(({kind, problem}) => kind === 'document' && problem === null)
  if (wanted.length + documents.length === 0) return {records: 0, documents: 0}
  return withParty(ctx, ports, party, async ({registrations, resultsIn}) => {
    const found = []
    for (const [kind, id] of registrations ? wanted : []) {
      const record = await registrations?.one(kind, id)
      if (record) found.push(record)
    }
    if (found.length > 0) await takeRecords(ctx, {party: party.id, records: found})
    let fetched = 0
    for (const row of resultsIn ? documents : [])
      if (await fetchDocument(ctx, row, () => resultsIn?.document(row.externalId))) fetched++
    return {records: found.length, documents: fetched}
  })
}

/** What waiting records lack and nobody has told of yet. */
function missingOf(waiting: readonly ExternalRecord[]): readonly (readonly [IncomingRecord['kind'], string])[] {
  const known = new Set(waiting.map(({kind, externalId}) => `${kind} ${externalId}`))
  const wanted = new Map<string, readonly [IncomingRecord['kind'], string]>()
  for (const row of waiting) {
    const lack = lackOf(row)
    if (lack && !known.has(lack.join(' '))) wanted.set(lack.join(' '), lack)
  }
  return [...wanted.values()]
}

async function fetchDocument(
  ctx: Context<ExchangeStores>,
  row: ExternalRecord,
  read: () => Promise<Uint8Array> | undefined,
): Promise<boolean> {
  const content = await read()
  if (content === undefined) return false
  const {type = 'other', name = 'document', session} = row.body as Readonly<Record<string, string | undefined>>
  await ctx.write('exchange.take', {}, async (stores, entry) => {
    const facts = await stores.exchange.participationFacts([row.enrolmentId ?? ''])
    const sessionExam = session ?? facts.get(row.enrolmentId ?? '')?.sessionExamId ?? ''
    const at = (await stores.exchange.sessionFacts([sessionExam])).get(sessionExam)
    const fileId = ctx.ids.next<FileId>()
    const sha256 = ctx.hash.sha256(content)
    const file = {id: fileId, name, mediaType: 'application/octet-stream', size: content.length, sha256}
    await stores.exchange.addFile({...file, createdAt: entry.now}, content)
    const id = ctx.ids.next<string>()
    const audience = ['office', 'board']
    const about = {examId: at?.exam.id ?? null, sessionId: at?.session.id ?? null}
    await stores.documents.add([{id, fileId, kind: type, ...about, audience, opensAt: null, endedAt: null}])
    await stores.externals.change(row.id, {state: 'done', body: {...(row.body as object), document: id}})
    entry.note({about: ['document', id], facts: {kind: type, size: content.length, sha256}})
  })
  return true
}
