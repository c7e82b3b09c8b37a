import type {IncomingRecord} from '../connector.ts'
import type {ExternalRecord} from './model.ts'

/** What a waiting record lacks, by the code of its problem: the field that names it, and its kind. */
const LACKS: Readonly<Record<string, readonly [field: string, kind: IncomingRecord['kind']]>> = {
  'person.unknown': ['person', 'person'],
  'exam.unknown': ['exam', 'exam'],
  'programme.unknown': ['programme', 'programme'],
  'group.unknown': ['group', 'group'],
}

/** Kinds whose arrival may be what others wait for. */
export const AWAITED: ReadonlySet<IncomingRecord['kind']> = new Set(Object.values(LACKS).map(([, kind]) => kind))

/** What a waiting record lacks: the kind and the other system's id of it; undefined when it waits for something else. */
export function lackOf({problem, body}: ExternalRecord): readonly [IncomingRecord['kind'], string] | undefined {
  const [field, kind] = LACKS[problem ?? ''] ?? []
  const id = field === undefined ? undefined : (body as Readonly<Record<string, unknown>>)[field]
  return kind === undefined || typeof id !== 'string' ? undefined : [kind, id]
}

/** As {@link lackOf}, in one text. */
export function lackedBy(row: ExternalRecord): string | undefined {
  return lackOf(row)?.join(' ')
}
