import {ExamError} from '../src/errors.ts'
import {translate} from './errors.ts'
import type {OpenOptions, Store} from './store.ts'

export type {OpenOptions, PoolSizes, Store} from './store.ts'

/**
 * Opens a store and waits until it answers: `sqlite:FILE` (from the working directory, or `~/…`), `sqlite::memory:`, or
 * `postgres://USER:PASSWORD@HOST/DATABASE` with `?host=/SOCKET/FOLDER` and `?schema=NAME` where wanted. It does not look
 * at tables: see `requireCurrentSchema`.
 *
 * @throws ExamError `store.invalid-url`, `store.missing`, `store.unreachable`, `store.too-old`; never with a password
 */
export async function openStore(url: string, options: OpenOptions = {}): Promise<Store> {
  try {
    if (url.startsWith('sqlite:')) {
      const {openSqlite} = await import('./open-sqlite.ts')
      return await openSqlite(url.slice('sqlite:'.length), options)
    }
    if (/^postgres(ql)?:\/\//.test(url)) {
      const {openPostgres} = await import('./open-postgres.ts')
      return await openPostgres(url, options)
    }
  } catch (error) {
    throw opening(error)
  }
  const message =
    'The address of the store starts with sqlite: or postgres://, as in sqlite:FILE or postgres://HOST/DATABASE.'
  throw new ExamError('invalid', 'store.invalid-url', message, {scheme: /^[\w+]*(?=:)/.exec(url)?.[0] ?? ''})
}

// Whatever a server, a certificate or a disk says on opening, the person who typed the address can act on it.
function opening(error: unknown): unknown {
  const known = translate(error)
  if (known instanceof ExamError || !(error instanceof Error) || error instanceof TypeError) return known
  const reason = 'code' in error ? String(error.code) : error.message
  return new ExamError(
    'unavailable',
    'store.unreachable',
    `The store cannot be opened (${reason}); check its address.`,
    {reason},
    {cause: error},
  )
}
