import type {Json} from '../json.ts'
import type {Consequence} from './consequence.ts'
import type {Decision} from './import-kind.ts'
import type {RecordChange, RecordItem} from './record-change.ts'

/** The decision on a row whose changes are those of plain records: none of them means that it is known already. */
export function decided(
  line: number,
  about: string,
  isNew: boolean,
  changes: readonly RecordChange[],
  consequences: readonly Consequence[] = [],
): Decision {
  if (changes.length === 0) return {line, about, does: 'same'}
  const item: RecordItem = {line, about, changes}
  return {line, about, does: isNew ? 'add' : 'change', item: item as unknown as Json, consequences}
}
