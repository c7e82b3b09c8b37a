import type {ExchangeQuestions} from '../../src/exchange/store.ts'
import type {Opening} from './opening.ts'

/** Bytes of a chunk (design rule 14). */
const CHUNK = 256 * 1024

/** Opens the files that stand in the store. */
export function openFiles({tx}: Opening): Pick<ExchangeQuestions, 'addFile' | 'readFile'> {
  return {
    async addFile(file, content) {
      await tx.insertInto('file').values(file).execute()
      for (let from = 0, position = 0; from < content.length; from += CHUNK, position++)
        await tx
          .insertInto('fileChunk')
          .values({fileId: file.id, position, content: content.slice(from, from + CHUNK)})
          .execute()
    },
    async readFile(id) {
      const file = await tx.selectFrom('file').selectAll().where('id', '=', id).executeTakeFirst()
      if (!file) return undefined
      const chunks = await tx
        .selectFrom('fileChunk')
        .select('content')
        .where('fileId', '=', id)
        .orderBy('position')
        .execute()
      const content = new Uint8Array(file.size)
      let at = 0
      for (const chunk of chunks) {
        content.set(chunk.content, at)
        at += chunk.content.length
      }
      return {file, content}
    },
  }
}
