import type {Table} from '../store.ts'
import {type AnyRecord, looseTable, RECORD_NAMES, RECORDS, type RecordName} from './records.ts'
import type {ImportStores} from './store.ts'

/** A record that names another, as a sentence can say it. */
export type Referrer = Readonly<{id: string; noun: string; column: string}>

type Reference = Readonly<{from: keyof ImportStores; noun: string; column: string; to: RecordName}>

/** What names records that imports make, besides other records of imports. */
const OTHERS: readonly Reference[] = [
  {from: 'registrations', noun: 'registration', column: 'personId', to: 'persons'},
  {from: 'registrations', noun: 'registration', column: 'examId', to: 'exams'},
  {from: 'registrations', noun: 'registration', column: 'locationId', to: 'locations'},
  {from: 'enrolments', noun: 'enrolment', column: 'personId', to: 'persons'},
  {from: 'duties', noun: 'duty in a session', column: 'personId', to: 'persons'},
  {from: 'boardMembers', noun: 'membership of a board', column: 'personId', to: 'persons'},
  {from: 'mandates', noun: 'mandate', column: 'personId', to: 'persons'},
  {from: 'bookings', noun: 'booking', column: 'roomId', to: 'rooms'},
  {from: 'sessions', noun: 'session', column: 'locationId', to: 'locations'},
  {from: 'sessionExams', noun: 'session', column: 'examId', to: 'exams'},
  {from: 'sessionExams', noun: 'session', column: 'examVersionId', to: 'examVersions'},
  {from: 'boardExams', noun: 'exam of a board', column: 'examId', to: 'exams'},
  {from: 'examWindows', noun: 'window', column: 'examId', to: 'exams'},
]

const REFERENCES: readonly Reference[] = [
  ...RECORD_NAMES.flatMap((from) =>
    Object.entries(RECORDS[from].refers).map(([column, to]) => ({from, noun: RECORDS[from].noun, column, to})),
  ),
  ...OTHERS,
]

/** The active records that name any of these, by the id that they name. One query for each column that can. */
export async function referrers(
  stores: ImportStores,
  records: readonly Readonly<{in: RecordName; id: string}>[],
): Promise<ReadonlyMap<string, readonly Referrer[]>> {
  const found = new Map<string, Referrer[]>()
  const ids = Map.groupBy(records, (record) => record.in)
  for (const {from, noun, column, to} of REFERENCES) {
    const named = ids.get(to)?.map(({id}) => id) ?? []
    if (named.length === 0) continue
    const table = looseTable(stores[from] as unknown as Table<AnyRecord>)
    for (const row of await table.all({[column]: named})) {
      const id = String(row[column])
      found.set(id, [...(found.get(id) ?? []), {id: row.id, noun, column}])
    }
  }
  return found
}
