import {sql} from 'kysely'
import type {ExchangeQuestions, SealedText} from '../../src/exchange/store.ts'
import type {Opening} from './opening.ts'

/** Every column that holds a sealed text, in order of table; a new one gets its line here, so that it is rotated too. */
const SEALED_COLUMNS = [
  // Of credentials only an app's secret is sealed; passwords and recovery codes are hashes.
  {table: 'credential', column: 'secret', which: sql`kind = 'totp'`},
  {table: 'party', column: 'sealed', which: sql`sealed is not null`},
] as const

/** Opens all secrets of the store, for a rotation of keys (design rule 23). */
export function openSecrets({tx}: Opening): Pick<ExchangeQuestions, 'sealedTexts' | 'reseal'> {
  return {
    async sealedTexts(after, limit) {
      const texts: SealedText[] = []
      for (const {table, column, which} of SEALED_COLUMNS) {
        if (texts.length >= limit || (after !== null && table < after.table)) continue
        const from = after?.table === table ? after.row : ''
        const {rows} = await sql<{id: string; sealedText: string}>`select id, ${sql.ref(column)} as sealed_text
          from ${sql.table(table)} where ${which} and id > ${from} order by id limit ${limit - texts.length}`.execute(
          tx,
        )
        texts.push(...rows.map(({id, sealedText}) => ({place: {table, column, row: id}, sealed: sealedText})))
      }
      return texts
    },
    async reseal({table, column, row}, from, to) {
      const known = SEALED_COLUMNS.find((each) => each.table === table && each.column === column)
      if (!known) return
      await sql`update ${sql.table(known.table)} set ${sql.ref(known.column)} = ${to}
        where id = ${row} and ${sql.ref(known.column)} = ${from}`.execute(tx)
    },
  }
}
