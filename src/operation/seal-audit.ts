import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {Signer} from '../ports.ts'
import {NO_SEAL, sealDigest, sealText} from './audit-chain.ts'
import type {AuditSeal} from './records.ts'
import type {OperationStores} from './store.ts'

/** What was sealed; `last` is the newest seal, null when there is none yet. */
export type Sealed = Readonly<{seals: number; entries: number; last: Pick<AuditSeal, 'number' | 'digest'> | null}>

/** Entries of one seal: a transaction of well under a second. */
const BATCH = 1000

/**
 * Seals what waits in the audit trail (design rule 13), in batches of at most 1000, each signed and chained to the one
 * before. Of several sealers at once one wins each seal and the others go on after it.
 *
 * Sealing leaves an entry itself, which waits for the next seal: on its own it is no reason to make one.
 */
export async function sealAudit(
  ctx: Context<OperationStores>,
  signer: Pick<Signer, 'publicKey' | 'sign'>,
): Promise<Sealed> {
  let seals = 0
  let entries = 0
  while ((await ctx.read('operation.read', ({audit}) => audit.backlog())).entries > 0) {
    const made = await sealBatch(ctx, signer)
    if (made === 0) continue
    seals += 1
    entries += made
  }
  const last = await ctx.read('operation.read', ({audit}) => audit.lastSeal())
  return {seals, entries, last: last ? {number: last.number, digest: last.digest} : null}
}

/** Makes the next seal; answers over how many entries, 0 when another sealer was first. */
async function sealBatch(
  ctx: Context<OperationStores>,
  {publicKey, sign}: Pick<Signer, 'publicKey' | 'sign'>,
): Promise<number> {
  try {
    return await ctx.write('audit.seal', {}, async ({audit}, entry) => {
      const entries = await audit.unsealed(BATCH)
      const last = await audit.lastSeal()
      const head = {number: (last?.number ?? 0) + 1, sealedAt: entry.now, previous: last?.digest ?? NO_SEAL}
      const digest = sealDigest(ctx.hash, head, entries)
      const signature = sign(sealText({number: head.number, digest}))
      const seal: AuditSeal = {...head, digest, entries: entries.length, signature, publicKey}
      const ids = entries.map(({id}) => id)
      if (entries.length === 0 || !(await audit.seal(seal, ids))) throw sealedByAnother()
      entry.note({about: ['seal', String(head.number)], facts: {entries: entries.length, digest}})
      return entries.length
    })
  } catch (error) {
    // Thrown so that the transaction leaves nothing behind.
    if (error instanceof ExamError && error.code === 'audit.sealed-by-another') return 0
    throw error
  }
}

function sealedByAnother(): ExamError {
  return new ExamError('unavailable', 'audit.sealed-by-another', 'Another process sealed these entries just now.')
}
