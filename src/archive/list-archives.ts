import type {Context} from '../context.ts'
import type {Instant} from '../time.ts'
import type {ArchiveStores} from './store.ts'

/** An archive that was built; where it was put, the store does not know. */
export type ArchiveLine = Readonly<{archive: string; period: string; builtAt: Instant; files: number; digest: string}>

/** The archives that were built, by code. */
export async function listArchives(ctx: Context<ArchiveStores>): Promise<readonly ArchiveLine[]> {
  return ctx.read('archive.read', async ({bundles, periods}) => {
    const all = await bundles.all()
    const codes = new Map((await periods.all({id: all.map(({periodId}) => periodId)})).map(({id, code}) => [id, code]))
    return all.map(({code, periodId, builtAt, entries, digest}) => ({
      archive: code,
      period: codes.get(periodId) ?? '',
      builtAt,
      files: entries,
      digest,
    }))
  })
}
