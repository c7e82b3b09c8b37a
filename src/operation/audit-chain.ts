import {canonicalJson} from '../json.ts'
import type {Hasher} from '../ports.ts'
import type {AuditEntry, AuditSeal, AuditText} from './records.ts'

/** What the first seal follows: no other. */
export const NO_SEAL = '0'.repeat(64)

/** What a seal's digest is over, beside its entries. */
export type SealHead = Pick<AuditSeal, 'number' | 'sealedAt' | 'previous'>

/**
 * The digest of a seal (design rule 13): SHA-256 over lines of canonical JSON, the seal's number, time, previous digest and
 * number of entries first, then its entries in their order. Whatever is lost, added, changed or moved gives another.
 */
export function sealDigest(
  hash: Hasher,
  {number, sealedAt, previous}: SealHead,
  entries: readonly AuditEntry[],
): string {
  const head = {number, sealedAt, previous, entries: entries.length}
  return hash.sha256([head, ...entries.map(content)].map(canonicalJson).join('\n'))
}

/** What the key signs: it can be mistaken for nothing else that the key may sign. */
export function sealText({number, digest}: Pick<AuditSeal, 'number' | 'digest'>): string {
  return `ontrac audit seal ${number} ${digest}`
}

/** The hash by which an entry holds its free text, so that the text can be erased and not be changed. */
export function auditTextHash(hash: Hasher, {salt, content: text}: Pick<AuditText, 'salt' | 'content'>): string {
  return hash.sha256(canonicalJson({salt, content: text}))
}

/** All of an entry but its place: that is what the order and the seal's number say. */
function content({
  sealNumber: _number,
  sealPosition: _position,
  ...said
}: AuditEntry): Omit<AuditEntry, 'sealNumber' | 'sealPosition'> {
  return said
}
