import {z} from 'zod'
import type {Context} from '../context.ts'
import {ExamError, type Reason, refuse, refuseIfAny} from '../errors.ts'
import type {Period} from '../institution/model.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {parsed} from '../parsed.ts'
import type {Files, Signer, TableWriter} from '../ports.ts'
import type {Instant} from '../time.ts'
import {bundleSealText, bundleJson, type BundleFile, listed, MANIFEST, type Manifest, SEAL} from './bundle.ts'
import {bundleContents} from './bundle-contents.ts'
import type {ArchiveBundle} from './model.ts'
import type {ArchiveStores} from './store.ts'

export const BuildArchive = z.strictObject({period: z.string().trim().min(1), folder: z.string().min(1)})

/** What a bundle is written and sealed with. */
export type ArchiveTools = Readonly<{
  files: Files
  tables: TableWriter
  signer: Pick<Signer, 'publicKey' | 'sign'>
  /** Told now and then how many students were written. */
  progress?: (students: number) => void
}>

export type BuiltArchive = Readonly<{
  archive: string
  period: string
  folder: string
  builtAt: Instant
  files: number
  students: number
  sessions: number
  /** SHA-256 of the manifest, which is what was signed. */
  digest: string
  publicKey: string
}>

/**
 * Builds the archive of a closed period in a folder (features C6, C10): a dossier per session and student, tables, the audit
 * trail that proves them, a manifest with the hash of every file, and a signature over it. Content and order depend on the
 * store alone. The folder may be there, but not hold an archive; what cannot be finished has no manifest and counts for nothing.
 *
 * All of it is one snapshot, written while it is read: memory stays flat. Seal the audit trail first.
 *
 * @throws ExamError `period.not-found`; `archive.refused` with `archive.period-not-closed`,
 *   `archive.folder-taken`, `archive.built-just-now`; `file.unwritable`
 */
export async function buildArchive(
  ctx: Context<ArchiveStores>,
  input: z.input<typeof BuildArchive>,
  tools: ArchiveTools,
): Promise<BuiltArchive> {
  const {period: key, folder} = parsed(BuildArchive, input)
  await requireNoArchive(tools.files, folder)
  const made = await ctx.read('archive.read', async (stores, {now}) => {
    const period = await stores.periods.get(key)
    refuseIfAny('archive', stateReasons(period))
    const code = await nextCode(stores, period)
    const written = await write(ctx, stores, period, {folder, tools})
    const institution = (await theInstitution(stores)).name
    const manifest: Manifest = {
      format: 'ontrac-archive/1',
      code,
      institution,
      period: period.code,
      builtAt: now,
      ...written,
    }
    return {period, manifest}
  })
  const {period, manifest} = made
  const digest = await seal(ctx, {folder, tools, manifest})
  return ctx.write('archive.build', {lock: {period: [period.id]}}, async (stores, entry) => {
    refuseIfAny('archive', stateReasons(await stores.periods.get(period.id)))
    const {code, students, sessions} = manifest
    if ((await nextCode(stores, period)) !== code) throw builtByAnother(period)
    const files = manifest.files.length
    const bundle: ArchiveBundle = {
      id: ctx.ids.next<string>(),
      code,
      periodId: period.id,
      fileId: null,
      digest,
      entries: files,
      builtAt: entry.now,
    }
    await stores.bundles.add([bundle])
    entry.note({about: ['period', period.id], facts: {code, digest, files, students, sessions}})
    const {publicKey} = tools.signer
    return {
      archive: code,
      period: period.code,
      folder,
      builtAt: entry.now,
      files,
      students,
      sessions,
      digest,
      publicKey,
    }
  })
}

function stateReasons({code, state}: Period): readonly Reason[] {
  if (state === 'closed' || state === 'archived') return []
  const message = `Period ${code} is ${state}; an archive is built once it is closed. Close it with: ontrac period close ${code}`
  return [{code: 'archive.period-not-closed', message, details: {period: code, state}}]
}

function builtByAnother({code}: Period): Error {
  const message = `Somebody else built an archive of period ${code} just now; see: ontrac archive list`
  return refuse('archive', [{code: 'archive.built-just-now', message, details: {period: code}}])
}

/** An archive that is whole is never written over. @throws ExamError `archive.refused` with `archive.folder-taken` */
async function requireNoArchive(files: Files, folder: string): Promise<void> {
  try {
    await files.read(`${folder}/${MANIFEST}`)
  } catch (error) {
    if (error instanceof ExamError && error.code === 'file.missing') return
    throw error
  }
  const message = `There is an archive in ${folder} already; choose another folder.`
  throw refuse('archive', [{code: 'archive.folder-taken', message, details: {folder}}])
}

/** `2026-P2-A1`, `2026-P2-A2`, … */
async function nextCode({bundles}: ArchiveStores, {id, code}: Period): Promise<string> {
  return `${code}-A${(await bundles.count({periodId: id})) + 1}`
}

type Place = Readonly<{folder: string; tools: ArchiveTools}>

async function write(
  ctx: Context<ArchiveStores>,
  stores: ArchiveStores,
  period: Period,
  {folder, tools}: Place,
): Promise<Pick<Manifest, 'files' | 'students' | 'sessions' | 'auditSeal'>> {
  const files: BundleFile[] = []
  const counts = {students: 0, sessions: 0}
  await tools.files.makeFolder(folder)
  for await (const {path, content} of bundleContents(stores, period, tools.tables)) {
    const kind = path.split('/')[0]
    if (kind === 'students' || kind === 'sessions') counts[kind]++
    if (counts.students % 100 === 0) tools.progress?.(counts.students)
    await writeFile(tools.files, folder, path, content)
    files.push(listed(ctx.hash, path, content))
  }
  const last = await stores.audit.lastSeal()
  const auditSeal = last ? {number: last.number, digest: last.digest} : null
  return {...counts, auditSeal, files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1))}
}

/** What is left of an archive that broke off is written over. */
async function writeFile(files: Files, folder: string, path: string, content: string): Promise<void> {
  const full = `${folder}/${path}`
  await files.makeFolder(full.slice(0, full.lastIndexOf('/')))
  await files.write(full, content, {overwrite: true})
}

async function seal(
  {hash}: Context<ArchiveStores>,
  {folder, tools: {files, signer}, manifest}: Place & Readonly<{manifest: Manifest}>,
): Promise<string> {
  const content = bundleJson(manifest)
  const digest = hash.sha256(content)
  const signature = signer.sign(bundleSealText(manifest, digest))
  await files.write(`${folder}/${SEAL}`, bundleJson({digest, signature, publicKey: signer.publicKey}), {
    overwrite: true,
  })
  await files.write(`${folder}/${MANIFEST}`, content)
  return digest
}
