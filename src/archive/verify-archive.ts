import type {z} from 'zod'
import {ExamError, type Reason} from '../errors.ts'
import {type KnownKey, sealProblems} from '../operation/check-chain.ts'
import {NO_SEAL, sealText} from '../operation/audit-chain.ts'
import type {AuditEntry, AuditSeal} from '../operation/records.ts'
import type {Files, Hasher} from '../ports.ts'
import {BundleSeal, bundleSealText, CHAIN, MANIFEST, Manifest, SEAL} from './bundle.ts'

/** What an archive is checked with; nothing of it needs the store (features C10). */
export type Checks = Readonly<{
  files: Pick<Files, 'read'>
  hash: Hasher
  /** With `publicKey` null the archive is checked against the key that it names itself. */
  key: KnownKey
  /** Paths in the folder, relative to it; where it is given, files that the manifest does not name are found. */
  present?: readonly string[]
}>

export type VerifiedArchive = Readonly<{
  archive: string
  period: string
  institution: string
  builtAt: string
  files: number
  students: number
  sessions: number
  /** The key that signed it. */
  publicKey: string
  /** Whether that key is known to be the school's; null when no key was given to compare with. */
  knownKey: boolean | null
  /** Seals of the audit trail, and how many of them were checked with all their entries. */
  seals: number
  sealsInFull: number
  problems: readonly Reason[]
}>

/**
 * Checks an archive: every file against the manifest, the manifest against its signature, and the audit trail in it seal by
 * seal. Whatever is lost, added, changed or moved is a problem: `archive.file-missing`, `archive.file-changed`,
 * `archive.file-unknown`, `archive.manifest-changed`, `archive.signature-wrong`, `archive.other-key`, `archive.chain-broken` and
 * those of the audit trail.
 *
 * @throws ExamError `archive.none` when there is no archive in the folder, `archive.unreadable`
 */
export async function verifyArchive(folder: string, checks: Checks): Promise<VerifiedArchive> {
  const content = await textOf(checks, folder, MANIFEST)
  if (content === undefined) throw none(folder)
  const manifest = read(Manifest, content, MANIFEST)
  const seal = read(BundleSeal, (await textOf(checks, folder, SEAL)) ?? '{}', SEAL)
  const problems = [
    ...sealReasons(checks, {content, manifest, seal}),
    ...(await fileReasons(checks, folder, manifest)),
    ...unknownReasons(checks, manifest),
  ]
  const trail = await trailReasons(checks, folder, manifest)
  const {code, period, institution, builtAt, students, sessions, files} = manifest
  return {
    archive: code,
    period,
    institution,
    builtAt,
    files: files.length,
    students,
    sessions,
    publicKey: seal.publicKey,
    knownKey: checks.key.publicKey === null ? null : checks.key.publicKey === seal.publicKey,
    seals: trail.seals,
    sealsInFull: trail.inFull,
    problems: [...problems, ...trail.problems],
  }
}

async function textOf({files}: Checks, folder: string, path: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await files.read(`${folder}/${path}`))
  } catch (error) {
    if (error instanceof ExamError && error.code === 'file.missing') return undefined
    throw error
  }
}

function read<S extends z.ZodType>(schema: S, content: string, path: string): z.output<S> {
  try {
    return schema.parse(JSON.parse(content))
  } catch (error) {
    const message = `${path} is not as ontrac writes it; the archive was changed or is not one of ours.`
    throw new ExamError('refused', 'archive.unreadable', message, {path}, {cause: error})
  }
}

function none(folder: string): ExamError {
  const message = `There is no archive in ${folder}: it has no ${MANIFEST}. An archive that broke off is built again.`
  return new ExamError('not-found', 'archive.none', message, {folder})
}

type Sealed = Readonly<{content: string; manifest: Manifest; seal: BundleSeal}>

function sealReasons({hash, key}: Checks, {content, manifest, seal}: Sealed): readonly Reason[] {
  const digest = hash.sha256(content)
  const problems: Reason[] = []
  if (digest !== seal.digest)
    problems.push({code: 'archive.manifest-changed', message: 'The manifest was changed after it was sealed.'})
  if (!key.verify(bundleSealText(manifest, digest), seal.signature, seal.publicKey))
    problems.push({code: 'archive.signature-wrong', message: 'The signature is not over this manifest.'})
  if (key.publicKey !== null && key.publicKey !== seal.publicKey)
    problems.push({code: 'archive.other-key', message: "The archive was signed with another key than the school's."})
  return problems
}

async function fileReasons(checks: Checks, folder: string, {files}: Manifest): Promise<readonly Reason[]> {
  const problems: Reason[] = []
  for (const {path, size, sha256} of files) {
    const bytes = await bytesOf(checks, folder, path)
    if (bytes === undefined)
      problems.push({code: 'archive.file-missing', message: `${path} is missing.`, details: {path}})
    else if (bytes.length !== size || checks.hash.sha256(bytes) !== sha256)
      problems.push({code: 'archive.file-changed', message: `${path} was changed.`, details: {path}})
  }
  return problems
}

async function bytesOf({files}: Checks, folder: string, path: string): Promise<Uint8Array | undefined> {
  try {
    return await files.read(`${folder}/${path}`)
  } catch (error) {
    if (error instanceof ExamError && error.code === 'file.missing') return undefined
    throw error
  }
}

function unknownReasons({present = []}: Checks, {files}: Manifest): readonly Reason[] {
  const known = new Set([MANIFEST, SEAL, ...files.map(({path}) => path)])
  return present
    .filter((path) => !known.has(path))
    .toSorted()
    .map((path) => ({
      code: 'archive.file-unknown',
      message: `${path} does not belong to the archive.`,
      details: {path},
    }))
}

type Trail = Readonly<{seals: number; inFull: number; problems: readonly Reason[]}>

/** The chain as a whole by its links and signatures; the batches that are there with all their entries. */
async function trailReasons(checks: Checks, folder: string, {auditSeal, files}: Manifest): Promise<Trail> {
  const chain = JSON.parse((await textOf(checks, folder, CHAIN)) ?? '[]') as readonly AuditSeal[]
  const problems: Reason[] = []
  for (const [i, seal] of chain.entries()) {
    const before = chain[i - 1]
    if (seal.number !== (before?.number ?? 0) + 1 || seal.previous !== (before?.digest ?? NO_SEAL))
      problems.push(broken(`Seal ${seal.number} does not follow the seal before it.`))
    if (!checks.key.verify(sealText(seal), seal.signature, seal.publicKey))
      problems.push(broken(`The signature of seal ${seal.number} is not right.`))
  }
  const last = chain.at(-1)
  if (auditSeal !== null && (last?.number !== auditSeal.number || last.digest !== auditSeal.digest))
    problems.push(broken('The chain of seals does not end where the manifest says.'))
  const batches = files.filter(({path}) => path.startsWith('audit/seal-'))
  for (const {path} of batches) problems.push(...(await batchReasons(checks, folder, path, chain)))
  return {seals: chain.length, inFull: batches.length, problems}
}

async function batchReasons(
  checks: Checks,
  folder: string,
  path: string,
  chain: readonly AuditSeal[],
): Promise<readonly Reason[]> {
  const content = await textOf(checks, folder, path)
  if (content === undefined) return []
  const {seal, entries} = JSON.parse(content) as Readonly<{seal: AuditSeal; entries: readonly AuditEntry[]}>
  const before = chain.find(({number}) => number === seal.number - 1)
  if (chain.find(({number}) => number === seal.number)?.digest !== seal.digest)
    return [broken(`${path} is not the seal that the chain has.`)]
  const problems = sealProblems({hash: checks.hash, key: checks.key}, before, {seal, entries, texts: new Map()})
  return problems.map(({code, message}) => ({code, message}))
}

function broken(message: string): Reason {
  return {code: 'archive.chain-broken', message}
}
