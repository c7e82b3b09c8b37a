import {z} from 'zod'
import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import {parsed} from '../parsed.ts'
import type {OperationStores} from './store.ts'

/** What is kept outside the store to know later that the trail up to this seal was not made anew. */
export const AuditReceipt = z.object({
  number: z.int().min(1),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  sealedAt: z.string(),
  publicKey: z.string(),
})
export type AuditReceipt = z.infer<typeof AuditReceipt>

/** The receipt of the newest seal. @throws ExamError `audit.nothing-sealed` */
export async function auditReceipt(ctx: Context<OperationStores>): Promise<AuditReceipt> {
  const last = await ctx.read('audit.read', ({audit}) => audit.lastSeal())
  if (!last)
    throw new ExamError(
      'refused',
      'audit.nothing-sealed',
      'The audit trail has no seal yet; make one with: ontrac audit seal',
    )
  const {number, digest, sealedAt, publicKey} = last
  return {number, digest, sealedAt, publicKey}
}

/** Reads a receipt that was kept. @throws ExamError `audit.receipt-unreadable` */
export function readReceipt(content: Uint8Array): AuditReceipt {
  try {
    return parsed(AuditReceipt, JSON.parse(new TextDecoder().decode(content)))
  } catch (error) {
    throw new ExamError(
      'invalid',
      'audit.receipt-unreadable',
      'This is no receipt of an audit trail; give the file that "ontrac audit receipt" wrote.',
      {},
      {cause: error},
    )
  }
}
