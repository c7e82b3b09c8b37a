import type {Kysely} from 'kysely'
import type {Access} from '../../src/context.ts'
import type {Hasher, Ids} from '../../src/ports.ts'
import type {Tables} from '../tables.ts'

/** What every store is opened with: the transaction, who looks, and the ports for new rows. */
export type Opening = Readonly<{
  tx: Kysely<Tables>
  access: Access
  kind: 'sqlite' | 'postgres'
  ids: Ids
  hash: Hasher
}>
