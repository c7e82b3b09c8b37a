import {sql} from 'kysely'
import type {ExchangeQuestions, SealedText} from '../../src/exchange/store.ts'
import type {Opening} from './opening.ts'

/** Every column that holds a sealed text, in order of table; a new one gets its line here, so that it is rotated too. */
const SEALED_COLUMNS = [['party', 'sealed']] as const satisfies readonly (readonly [table: string, column: string])[]

/** Opens all secrets of the store, for a rotation of keys (design rule 23). */
export function openSecrets({tx}: Opening): Pick<ExchangeQuestions, 'sealedTexts' | 'reseal'> {
  return {
    async sealedTexts(after, limit) {
      const texts: SealedText[] = []
      for (const [table, column] of SEALED_COLUMNS) {
        if (texts.length >= limit || (after !== null && table < after.table)) continue
        const from = after?.table === table ? after.row : ''
        const {rows} = await sql<{id: string; sealedText: string}>`select id, ${sql.ref(column)} as sealed_text
          from ${sql.table(table)} where ${sql.ref(column)} is not null and id > ${from} order by id limit ${limit - texts.length}`.execute(
          tx,
        )
        texts.push(...rows.map(({id, sealedText}) => ({place: {table, column, row: id}, sealed: sealedText})))
      }
      return texts
    },
    async reseal({table, column, row}, from, to) {
      const known = SEALED_COLUMNS.find(([t, c]) => t === table && c === column)
      if (!known) return
      await sql`update ${sql.table(known[0])} set ${sql.ref(known[1])} = ${to}
        where id = ${row} and ${sql.ref(known[1])} = ${from}`.execute(tx)
    },
  }
}
