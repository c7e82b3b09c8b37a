import type {Context, Entry} from '../context.ts'
import type {DocumentReference} from '../connector.ts'
import type {Json} from '../json.ts'
import type {ExternalRecord} from './model.ts'
import type {ExchangeStores} from './store.ts'

/** Keeps the documents that results or reports of one party name, to be fetched; those known already stay as they are. */
export async function keepDocuments(
  {ids}: Pick<Context<ExchangeStores>, 'ids'>,
  stores: ExchangeStores,
  {now}: Entry,
  rows: readonly ExternalRecord[],
): Promise<void> {
  const named = new Map<string, ExternalRecord>()
  for (const row of rows) {
    const {documents} = row.body as Readonly<{documents?: readonly DocumentReference[]}>
    for (const {id, type, name} of documents ?? []) {
      const {partyId, personId, registrationId, enrolmentId} = row
      const body: Json = row.kind === 'report' ? {type, name, session: row.externalId} : {type, name}
      named.set(id, {
        id: ids.next<string>(),
        partyId,
        kind: 'document',
        externalId: id,
        state: 'waiting',
        body,
        personId,
        examId: null,
        registrationId,
        enrolmentId,
        problem: null,
        changedAt: now,
        version: 1,
      })
    }
  }
  const [first] = rows
  if (!first || named.size === 0) return
  const known = await stores.externals.all({partyId: first.partyId, kind: 'document', externalId: [...named.keys()]})
  for (const {externalId} of known) named.delete(externalId)
  await stores.exchange.keepExternals([...named.values()])
}
