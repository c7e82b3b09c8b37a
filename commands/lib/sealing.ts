import {sealAudit} from '../../src/operation/seal-audit.ts'
import type {Wire} from './wire.ts'

/**
 * Does a deed that waits for its seal (design rule 13): the key is looked for first, so that nothing is done that cannot be
 * sealed, and the audit trail is sealed after it.
 */
export async function sealed<T>(wire: Wire, deed: () => Promise<T>): Promise<T> {
  const signer = await wire.signer()
  const answer = await deed()
  await sealAudit(await wire.systemContext(), signer)
  return answer
}
