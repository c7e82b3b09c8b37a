import type {Context} from '../context.ts'
import type {Hasher} from '../ports.ts'
import type {AuditReceipt} from './audit-receipt.ts'
import {type AuditProblem, type KnownKey, sealProblems} from './check-chain.ts'
import type {AuditSeal} from './records.ts'
import type {OperationStores} from './store.ts'

/** How far the audit trail can be trusted, in three levels (design rule 13); null is not known, as nothing was given to compare with. */
export type AuditVerdict = Readonly<{
  /** Hashes and chain are right, and so are the free texts that are not erased. */
  consistent: boolean
  /** Every seal is signed by the known key. */
  signed: boolean | null
  /** The seal of the receipt is the one that was kept elsewhere. */
  receipt: boolean | null
  seals: number
  entries: number
  /** Entries after the last seal. */
  unsealed: number
  last: Pick<AuditSeal, 'number' | 'digest'> | null
  /** The first hundred. */
  problems: readonly AuditProblem[]
}>

/** Seals read together, and problems told at most. */
const PAGE = 50
const MOST = 100
/** Also a number that somebody put there is looked at. */
const BEFORE_ALL = -(2 ** 31)

/** Checks the whole audit trail in one snapshot; memory stays flat. About a second for every 100,000 entries. */
export async function verifyAudit(
  ctx: Context<OperationStores>,
  {key, receipt}: Readonly<{key: KnownKey; receipt?: AuditReceipt}>,
): Promise<AuditVerdict> {
  return ctx.read('audit.read', (stores) => checkTrail(stores, ctx.hash, {key, ...(receipt ? {receipt} : {})}))
}

/** As {@link verifyAudit}, inside a transaction. */
export async function checkTrail(
  {audit}: Pick<OperationStores, 'audit'>,
  hash: Hasher,
  {key, receipt}: Readonly<{key: KnownKey; receipt?: AuditReceipt}>,
): Promise<AuditVerdict> {
  const problems: AuditProblem[] = []
  let before: AuditSeal | undefined
  let [seals, entries] = [0, 0]
  let kept: AuditSeal | undefined
  for (
    let page = await audit.seals(BEFORE_ALL, PAGE);
    page.length > 0;
    page = await audit.seals(before?.number ?? BEFORE_ALL, PAGE)
  ) {
    for (const seal of page) {
      const batch = await audit.sealed(seal.number)
      const texts = await audit.texts(batch.map(({id}) => id))
      problems.push(...sealProblems({hash, key}, before, {seal, entries: batch, texts}))
      if (seal.number === receipt?.number) kept = seal
      entries += batch.length
      seals += 1
      before = seal
    }
  }
  for (const id of await audit.astray(MOST)) problems.push(astray(id))
  if (receipt) problems.push(...receiptProblems(receipt, kept))
  const sound = (level: AuditProblem['level']): boolean => problems.every((problem) => problem.level !== level)
  return {
    consistent: sound('consistent'),
    signed: key.publicKey === null && sound('signed') ? null : sound('signed'),
    receipt: receipt ? sound('receipt') : null,
    seals,
    entries,
    unsealed: (await audit.backlog()).entries,
    last: before ? {number: before.number, digest: before.digest} : null,
    problems: problems.slice(0, MOST),
  }
}

function astray(entry: string): AuditProblem {
  const message = 'An entry names a seal that is not there.'
  return {level: 'consistent', code: 'audit.entry-astray', message, seal: null, entry}
}

function receiptProblems({number, digest}: AuditReceipt, kept: AuditSeal | undefined): readonly AuditProblem[] {
  if (kept?.digest === digest) return []
  const [code, message] = kept
    ? ['audit.receipt-differs', `Seal ${number} is not the one of the receipt: the trail was made anew.`]
    : ['audit.receipt-missing', `Seal ${number} of the receipt is not in the store: the end of the trail was cut off.`]
  return [{level: 'receipt', code, message, seal: number, entry: null}]
}
