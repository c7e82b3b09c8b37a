import type {Hasher, Signer} from '../ports.ts'
import {auditTextHash, NO_SEAL, sealDigest, sealText} from './audit-chain.ts'
import type {AuditEntry, AuditSeal, AuditText} from './records.ts'

/** What is wrong with the audit trail, and on which of its three levels (design rule 13). */
export type AuditProblem = Readonly<{
  level: 'consistent' | 'signed' | 'receipt'
  code: string
  message: string
  seal: number | null
  entry: string | null
}>

/** A seal with all that it is over. */
export type SealedBatch = Readonly<{
  seal: AuditSeal
  entries: readonly AuditEntry[]
  /** Free texts that are still there, by entry. */
  texts: ReadonlyMap<string, Pick<AuditText, 'salt' | 'content'>>
}>

/** The key that is known to be the school's; null when it is not at hand. */
export type KnownKey = Readonly<{publicKey: string | null; verify: Signer['verify']}>

/** Everything wrong with one seal that follows `before`; an empty list means that nothing is. */
export function sealProblems(
  {hash, key}: Readonly<{hash: Hasher; key: KnownKey}>,
  before: Pick<AuditSeal, 'number' | 'digest'> | undefined,
  batch: SealedBatch,
): readonly AuditProblem[] {
  return [...chainProblems(before, batch), ...contentProblems(hash, batch), ...signatureProblems(key, batch.seal)]
}

function chainProblems(
  before: Pick<AuditSeal, 'number' | 'digest'> | undefined,
  {seal}: SealedBatch,
): readonly AuditProblem[] {
  const expected = (before?.number ?? 0) + 1
  if (seal.number !== expected)
    return [problem('audit.seal-missing', `Seal ${expected} is missing before seal ${seal.number}.`, seal)]
  if (seal.previous === (before?.digest ?? NO_SEAL)) return []
  return [problem('audit.chain-broken', `Seal ${seal.number} does not follow the seal before it.`, seal)]
}

function contentProblems(hash: Hasher, {seal, entries, texts}: SealedBatch): readonly AuditProblem[] {
  const problems: AuditProblem[] = []
  if (entries.length !== seal.entries) {
    const message = `Seal ${seal.number} is over ${seal.entries} entries and has ${entries.length}.`
    problems.push(problem('audit.entry-count', message, seal))
  }
  if (sealDigest(hash, seal, entries) !== seal.digest)
    problems.push(problem('audit.seal-changed', `Seal ${seal.number} or one of its entries was changed.`, seal))
  const moved = entries.find(({sealPosition}, i) => sealPosition !== i)
  if (moved) problems.push(problem('audit.entry-moved', `Entries of seal ${seal.number} were moved.`, seal, moved.id))
  for (const {id, textHash} of entries) {
    const text = texts.get(id)
    if (text === undefined || auditTextHash(hash, text) === textHash) continue
    problems.push(problem('audit.text-changed', `The text of an entry of seal ${seal.number} was changed.`, seal, id))
  }
  return problems
}

function signatureProblems({publicKey, verify}: KnownKey, seal: AuditSeal): readonly AuditProblem[] {
  if (!verify(sealText(seal), seal.signature, seal.publicKey))
    return [
      problem('audit.signature-wrong', `The signature of seal ${seal.number} is not right.`, seal, null, 'signed'),
    ]
  if (publicKey === null || seal.publicKey === publicKey) return []
  return [problem('audit.other-key', `Seal ${seal.number} was signed with another key.`, seal, null, 'signed')]
}

function problem(
  code: string,
  message: string,
  {number}: Pick<AuditSeal, 'number'>,
  entry: string | null = null,
  level: AuditProblem['level'] = 'consistent',
): AuditProblem {
  return {level, code, message, seal: number, entry}
}
