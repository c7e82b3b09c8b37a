import type {ResultStores} from '../results/store.ts'

/** What an import may read and write: files are about every phase up to the results. */
export type ImportStores = ResultStores
