import {createHash, type Hash} from 'node:crypto'
import {type Kysely, sql} from 'kysely'

/** A row as the engine keeps it. */
export type KeptRow = Readonly<Record<string, KeptValue>>
type KeptValue = string | number | Uint8Array | null

export type TableKey = readonly [table: string, ...key: string[]]

const PAGE = 1000
/** A chunk is 256 kB, so that a page of these is 4 MB. */
const PAGE_OF_CHUNKS = 16

/** The rows of a table in order of its key, page after page, as the engine keeps them; `db` is without plugins. */
export async function* pagesOf<T>(db: Kysely<T>, [table, ...key]: TableKey): AsyncGenerator<readonly KeptRow[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  const size = table === 'file_chunk' ? PAGE_OF_CHUNKS : PAGE
  let after: KeptRow | undefined
  for (;;) {
    const last = after
    const rest = last ? sql`where (${columns}) > (${sql.join(key.map((column) => last[column]))})` : sql``
    const page = sql<KeptRow>`select * from ${sql.table(table)} ${rest} order by ${columns} limit ${size}`
    const {rows} = await page.execute(db)
    if (rows.length > 0) yield rows
    if (rows.length < size) return
    after = rows.at(-1)
  }
}

/** How many rows a table has, and a digest over all of them in order of its key: the same on both engines. */
export type TableDigest = Readonly<{table: string; rows: number; digest: string}>

/** Counts and digests rows as they pass. */
export class Digesting {
  readonly #hash: Hash = createHash('sha256')
  #rows = 0

  add(rows: readonly KeptRow[]): void {
    for (const row of rows)
      this.#hash.update(
        `${JSON.stringify(
          Object.keys(row)
            .toSorted()
            .map((c) => shown(row[c])),
        )}\n`,
      )
    this.#rows += rows.length
  }

  end(table: string): TableDigest {
    return {table, rows: this.#rows, digest: this.#hash.digest('hex')}
  }
}

function shown(value: KeptValue | undefined): unknown {
  return value instanceof Uint8Array ? {bytes: createHash('sha256').update(value).digest('hex')} : value
}

/** Digests a whole table. */
export async function digestOf<T>(db: Kysely<T>, key: TableKey): Promise<TableDigest> {
  const digest = new Digesting()
  for await (const rows of pagesOf(db, key)) digest.add(rows)
  return digest.end(key[0])
}
