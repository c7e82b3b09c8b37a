import type {IncomingRecord} from '../connector.ts'
import type {ExternalRecord} from './model.ts'

/** What a waiting record lacks, by the code of its problem: the field that names it, and its kind. */
const LACKS: Readonly<Record<string, readonly [field: string, kind: IncomingRecord['kind']]>> = {
  'person.unknown': ['person', 'person'],
  'exam.unknown': ['exam', 'exam'],
  'programme.unknown': ['programme', 'programme'],
  'group.unknown': ['group', 'group'],
}

/** What a waiting record lacks: the kind and the other system's id of it; undefined when it waits for something else. */
export function lackOf({problem, body}: ExternalRecord): readonly [IncomingRecord['kind'], string] | undefined {
  const [field, kind] = LACKS[problem ?? ''] ?? []
  const id = field === undefined ? undefined : (body as Readonly<Record<string, unknown>>)[field]
  return kind === undefined || typeof id !== 'string' ? undefined : [kind, id]
}

/** Kinds whose arrival may be what others wait for; a student's programme decides which exams he may take. */
const AWAITED: ReadonlySet<IncomingRecord['kind']> = new Set([
  ...Object.values(LACKS).map(([, kind]) => kind),
  'programme-enrolment' as const,
])

/** Whether others may wait for a record. */
export function mayBeAwaited({kind}: IncomingRecord): boolean {
  return AWAITED.has(kind)
}

/** Which rows wait for what has arrived: by its id, or as a registration that a rule kept from somebody who changed. */
export function awaiting(arrived: readonly IncomingRecord[]): (row: ExternalRecord) => boolean {
  const here = new Set(arrived.map(({kind, id}) => `${kind} ${id}`))
  const changed = new Set(
    arrived.flatMap((record) =>
      record.kind === 'person' ? [record.id] : record.kind === 'programme-enrolment' ? [record.person] : [],
    ),
  )
  return (row) => {
    const lack = lackOf(row)
    if (lack) return here.has(lack.join(' '))
    const {person} = row.body as Readonly<{person?: string}>
    return row.kind === 'registration' && person !== undefined && changed.has(person)
  }
}
