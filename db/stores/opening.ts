import type {Kysely} from 'kysely'
import type {Hasher, Ids} from '../../src/ports.ts'
import type {Sight} from '../scope.ts'
import type {Tables} from '../tables.ts'

/** What every store is opened with: the transaction, who looks, and the ports for new rows. */
export type Opening = Readonly<{
  tx: Kysely<Tables>
  access: Sight
  kind: 'sqlite' | 'postgres'
  ids: Ids
  hash: Hasher
}>
