import type {Context, Entry} from '../context.ts'
import type {IncomingRecord} from '../connector.ts'
import type {PartyId} from '../ids.ts'
import type {Json} from '../json.ts'
import {canonicalJson} from '../json.ts'
import type {ExternalRecord} from './model.ts'
import type {ExchangeStores} from './store.ts'

/** What became of a record that came in; `waiting` keeps it until what it needs is there. */
export type Taken = Readonly<{
  kind: IncomingRecord['kind']
  id: string
  did: 'created' | 'updated' | 'same' | 'linked' | 'cancelled' | 'waiting'
  /** Whether it was told for the first time. */
  isNew: boolean
  /** Code of what keeps it, or of a difference for the office to look at. */
  problem: string | null
}>

/** What another system calls something, and what it is here. */
type Links = Partial<Pick<ExternalRecord, 'personId' | 'examId' | 'registrationId' | 'state' | 'problem'>> &
  Readonly<{made?: true}>

/** The kinds that a record refers to, by field. */
const REFERENCES = [
  ['person', 'person'],
  ['exam', 'exam'],
  ['programme', 'programme'],
  ['group', 'group'],
  ['programmeEnrolment', 'programme-enrolment'],
] as const

/** Records on their way in: what is known of them, and what is to be kept; written at once at the end. */
export class Intake {
  readonly ctx: Pick<Context<ExchangeStores>, 'ids' | 'hash'>
  readonly stores: ExchangeStores
  readonly entry: Entry
  readonly party: PartyId
  readonly taken: Taken[] = []
  private readonly known: Map<string, ExternalRecord>
  private readonly changed = new Map<string, ExternalRecord>()
  private readonly before: ReadonlySet<string>

  private constructor(
    ctx: Pick<Context<ExchangeStores>, 'ids' | 'hash'>,
    at: Readonly<{stores: ExchangeStores; entry: Entry; party: PartyId}>,
    known: readonly ExternalRecord[],
  ) {
    this.ctx = ctx
    this.stores = at.stores
    this.entry = at.entry
    this.party = at.party
    this.known = new Map(known.map((row) => [keyOf(row.kind, row.externalId), row]))
    this.before = new Set(this.known.keys())
  }

  /** Looks up everything that the records name. */
  static async open(
    ctx: Pick<Context<ExchangeStores>, 'ids' | 'hash'>,
    at: Readonly<{stores: ExchangeStores; entry: Entry; party: PartyId}>,
    records: readonly IncomingRecord[],
  ): Promise<Intake> {
    return new Intake(ctx, at, await externalsNamed(at.stores, at.party, records))
  }

  find(kind: string, id: string): ExternalRecord | undefined {
    return this.known.get(keyOf(kind, id))
  }

  /** Whether a record says what was known already, and was used. */
  isSame(record: IncomingRecord): boolean {
    const known = this.find(record.kind, record.id)
    return (
      known !== undefined &&
      known.state !== 'waiting' &&
      canonicalJson(bodyOf(record, wasMade(known))) === canonicalJson(known.body)
    )
  }

  /** Keeps a record with what it is here. */
  keep(record: IncomingRecord, {made, ...links}: Links): ExternalRecord {
    const known = this.find(record.kind, record.id)
    const row: ExternalRecord = {
      id: known?.id ?? this.ctx.ids.next<string>(),
      partyId: this.party,
      kind: record.kind,
      externalId: record.id,
      state: 'state' in record && record.state === 'cancelled' ? 'cancelled' : 'active',
      body: bodyOf(record, made ?? wasMade(known)),
      personId: known?.personId ?? null,
      examId: known?.examId ?? null,
      registrationId: known?.registrationId ?? null,
      enrolmentId: null,
      problem: null,
      changedAt: this.entry.now,
      version: known?.version ?? 1,
      ...links,
    }
    this.known.set(keyOf(row.kind, row.externalId), row)
    this.changed.set(keyOf(row.kind, row.externalId), row)
    return row
  }

  /** Keeps a row as another record changes it: what it refers to was cancelled. */
  keepRow(row: ExternalRecord): void {
    this.known.set(keyOf(row.kind, row.externalId), row)
    this.changed.set(keyOf(row.kind, row.externalId), row)
  }

  did(record: IncomingRecord, did: Taken['did'], problem: string | null = null): void {
    const isNew = !this.before.has(keyOf(record.kind, record.id))
    this.taken.push({kind: record.kind, id: record.id, did, isNew, problem})
  }

  /** Writes what is to be kept. */
  async close(): Promise<void> {
    await this.stores.exchange.keepExternals([...this.changed.values()])
  }
}

/** What is known of the records and of all that they refer to, in a query a kind. */
export async function externalsNamed(
  {externals}: ExchangeStores,
  partyId: PartyId,
  records: readonly IncomingRecord[],
): Promise<readonly ExternalRecord[]> {
  const wanted = new Map<string, Set<string>>()
  const want = (kind: string, id: unknown): void => {
    if (typeof id === 'string') wanted.set(kind, (wanted.get(kind) ?? new Set()).add(id))
  }
  for (const record of records) {
    want(record.kind, record.id)
    const fields: Readonly<Record<string, unknown>> = record
    for (const [field, kind] of REFERENCES) want(kind, fields[field])
  }
  const found: ExternalRecord[] = []
  for (const [kind, ids] of wanted) found.push(...(await externals.all({partyId, kind, externalId: [...ids]})))
  return found
}

/**
 * What is kept of a record: of a person no more than that it is known, since he stands in the school's own list, and whether he
 * stands there because of it.
 */
function bodyOf(record: IncomingRecord, made: true | undefined): Json {
  if (record.kind !== 'person') return JSON.parse(JSON.stringify(record)) as Json
  return {kind: 'person', id: record.id, needs: record.needs.map(({code}) => code), ...(made ? {made} : {})}
}

/** Whether a person is in the school's list because another system told of him. */
export function wasMade(known: ExternalRecord | undefined): true | undefined {
  return (known?.body as {made?: true} | undefined)?.made
}

function keyOf(kind: string, id: string): string {
  return `${kind} ${id}`
}
