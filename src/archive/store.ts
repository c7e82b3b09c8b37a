import type {ResultStores} from '../results/store.ts'
import type {Table} from '../store.ts'
import type {ArchiveBundle, Destruction, RetentionHold} from './model.ts'

/** What the archive phase remembers, beside what earlier ones do. */
export type ArchiveStores = ResultStores &
  Readonly<{
    bundles: Table<ArchiveBundle>
    holds: Table<RetentionHold>
    destructions: Table<Destruction>
  }>
