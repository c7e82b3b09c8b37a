import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {TableFile, TableOptions} from '../ports.ts'
import {type Columns, findColumns} from './columns.ts'
import {type Draft, openDraft} from './draft.ts'
import type {AnyImportKind, Decision, ImportOptions, Planner} from './import-kind.ts'
import {requireImportRight} from './import-right.ts'
import type {ImportSummary} from './import-run.ts'
import {importKindOf} from './kinds/index.ts'
import {type BadRow, badRow, type Batch, type GoodRow, readBatches, unreadable} from './read-rows.ts'
import type {ImportStores} from './store.ts'
import {openTally, type Tally} from './tally.ts'

/** A file to import. `open` begins to read it, once. */
export type PlanImport = Readonly<{
  kind: string
  open: (options: TableOptions) => Promise<TableFile>
  options?: ImportOptions
  /** Look only: nothing is kept. */
  dryRun?: boolean
  /** Is told how many rows were read, now and then. */
  onProgress?: (rows: number) => void
}>

/**
 * What an import would do. `run` is the code of the plan that is kept, null when there is none to apply; `resumes` says that it
 * is an earlier import of the same file, which stopped after so many steps and goes on.
 */
export type ImportPlan = ImportSummary &
  Readonly<{
    kind: string
    file: string
    header: readonly string[]
    run: string | null
    resumes: Readonly<{done: number; steps: number}> | null
    badRows: readonly BadRow[]
    /** Columns of the file that mean nothing here. */
    ignored: readonly string[]
  }>

/** More bad rows than this mean that the file as a whole is not what it is taken for. */
const MOST_BAD = 10_000

/**
 * Reads a file and decides on every row, against what is known: what is new, what changes, what stays. Nothing of the school
 * changes; the plan is kept as a run for {@link applyImport}, unless there is nothing to do, it is a dry run, or rows are bad
 * and they are not to be left out (`acceptValid`).
 *
 * Memory holds a few hundred rows and the keys of all.
 *
 * @throws ExamError `import.missing-columns` and others of `findColumns`, `import.forbidden`, `import.too-many-bad-rows`,
 * `profile.not-found`, `period.not-found`; the errors of the file's reader
 */
export async function planImport(ctx: Context<ImportStores>, wanted: PlanImport): Promise<ImportPlan> {
  const {options = {}} = wanted
  const kind = importKindOf(wanted.kind)
  const mapping = await opening(ctx, kind, options)
  const bad: BadRow[] = []
  const table = await openTable(wanted, bad)
  const columns = findColumns(kind.fields, table.header, mapping)
  const has = (field: string): boolean => columns.of[field] !== undefined
  const planner = kind.begin({actor: ctx.actor, ids: ctx.ids, hash: ctx.hash, options, has})
  const draft = openDraft(ctx, {kind: kind.name, file: table.file, options, stepRows: kind.stepRows})
  const reading: Reading = {wanted, kind, table, columns, planner, draft, tally: openTally(), bad}
  const digest = await readRows(ctx, reading)
  await readRest(ctx, reading)
  const summary = reading.tally.summary(bad.length)
  const run = isVain(reading) ? null : await draft.complete({file: table.file, digest}, summary)
  return {
    ...summary,
    kind: kind.name,
    file: table.file,
    header: table.header,
    run: run?.code ?? null,
    resumes: run?.state === 'applying' ? {done: run.nextStep, steps: run.steps} : null,
    badRows: bad.toSorted((a, b) => a.line - b.line),
    ignored: columns.ignored,
  }
}

/** A file while it is read. */
type Reading = Readonly<{
  wanted: PlanImport
  kind: AnyImportKind
  table: TableFile
  columns: Columns
  planner: Planner<Readonly<Record<string, unknown>>>
  draft: Draft
  tally: Tally
  bad: BadRow[]
}>

/** Whether no plan comes of it, so that none is kept. */
function isVain({wanted: {dryRun, options}, bad}: Reading): boolean {
  return dryRun === true || (bad.length > 0 && options?.acceptValid !== true)
}

/** Reads all rows and decides on them; answers the digest of the file and of what was asked of it. */
async function readRows(ctx: Context<ImportStores>, reading: Reading): Promise<string> {
  const {wanted, kind, table, columns, draft, tally, bad} = reading
  let digest = JSON.stringify(wanted.options ?? {})
  for await (const batch of readBatches(kind, table, columns)) {
    digest = ctx.hash.sha256(digest + JSON.stringify(batch.cells))
    const decisions = await decideBatch(ctx, reading, batch)
    bad.push(...badOf(reading, batch, decisions))
    if (bad.length > MOST_BAD) throw tooManyBad(bad)
    if (isVain(reading)) draft.drop()
    await take(reading, decisions)
    wanted.onProgress?.(tally.summary(bad.length).rows)
  }
  return digest
}

/** What must change since it was, or was not, in the file. */
async function readRest(ctx: Context<ImportStores>, reading: Reading): Promise<void> {
  const {rest} = reading.planner
  if (!rest) return
  for (;;) {
    const decisions = await ctx.read('people.read', rest)
    if (decisions === null) return
    await take(reading, decisions)
  }
}

async function take({draft, tally}: Reading, decisions: readonly Decision[]): Promise<void> {
  for (const decision of decisions) {
    tally.count(decision)
    if ('item' in decision) await draft.add(decision.item)
  }
}

/** Looks at who asks and for what, before the file is read; answers the profile's mapping. */
async function opening(
  ctx: Context<ImportStores>,
  kind: AnyImportKind,
  {period, profile, full, acceptValid}: ImportOptions,
): Promise<Readonly<Record<string, string>>> {
  if (kind.needsPeriod && period === undefined)
    throw new ExamError('invalid', 'import.no-period', `Say to which period the ${kind.name} belong: --period CODE`)
  if (full && acceptValid)
    throw new ExamError(
      'invalid',
      'import.full-with-bad-rows',
      'A file that holds everybody is imported whole: leave out --full or --accept-valid.',
    )
  return ctx.read('people.read', async (stores, access) => {
    requireImportRight(kind, access)
    if (period !== undefined) await stores.periods.get(period)
    if (profile === undefined) return {}
    const {kind: of, mapping} = await stores.importProfiles.get(profile)
    if (of === kind.name) return mapping
    throw new ExamError('invalid', 'import.other-profile', `Profile ${profile} is for ${of}, not for ${kind.name}.`)
  })
}

async function openTable({open}: PlanImport, bad: BadRow[]): Promise<TableFile> {
  // Rows are read after the header is known, so the file is there when the first bad one comes.
  const table: TableFile = await open({onBadRow: (row) => bad.push(unreadable(table, row))})
  return table
}

async function decideBatch(
  ctx: Context<ImportStores>,
  {planner}: Reading,
  {good}: Batch,
): Promise<readonly Decision[]> {
  if (good.length === 0) return []
  return ctx.read('people.read', (stores, access) => planner.decide(stores, access, good))
}

function badOf(
  {table, columns, planner}: Reading,
  {good, bad}: Batch,
  decisions: readonly Decision[],
): readonly BadRow[] {
  for (const {read} of bad) planner.leftOut?.(read)
  const refused = decisions.flatMap((decision, i) => {
    const row: GoodRow | undefined = good[i]
    if (decision.does !== 'bad' || !row) return []
    planner.leftOut?.(row.row)
    return [badRow(table, columns, row, decision.complaints)]
  })
  return [...bad.map(({row}) => row), ...refused]
}

function tooManyBad([first]: readonly BadRow[]): ExamError {
  return new ExamError(
    'invalid',
    'import.too-many-bad-rows',
    `More than ${MOST_BAD} rows are bad, so the file may be another than it is taken for. The first: ${first?.reasons[0]?.message ?? ''}`,
    {bad: MOST_BAD},
  )
}
