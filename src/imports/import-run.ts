import {ExamError, type Reason} from '../errors.ts'
import type {Json} from '../json.ts'
import type {Run} from '../operation/records.ts'
import type {Consequence, ConsequenceCounts} from './consequence.ts'
import {IMPORT_KINDS, type ImportKindName, type ImportOptions} from './import-kind.ts'
import type {ImportStores} from './store.ts'

/** How many rows of a file do what; `end` counts what the file no longer names. */
export type ImportCounts = Readonly<{
  rows: number
  add: number
  change: number
  same: number
  end: number
  bad: number
}>

/** What is kept with a run beside its steps. */
export type ImportSummary = ImportCounts &
  Readonly<{
    consequences: ConsequenceCounts
    /** The consequences that change something for a student, at most a thousand. */
    listed: readonly Consequence[]
    severe: number
    /** Rows that were left out while it was applied. */
    left: readonly Reason[]
    /** Why it ended before its last step. */
    stopped: readonly Reason[]
    /** What was not undone. */
    kept: readonly Reason[]
    restored: number
  }>

/** What a run was planned on. */
export type ImportBasis = Readonly<{file: string; digest: string}>

/** An import as a run, with its parts read. */
export type ImportRun = Omit<Run, 'summary' | 'basedOn' | 'options'> &
  Readonly<{
    imports: ImportKindName
    summary: ImportSummary
    basedOn: ImportBasis
    options: ImportOptions
  }>

/** The summary of nothing. */
export const NOTHING: ImportSummary = {
  rows: 0,
  add: 0,
  change: 0,
  same: 0,
  end: 0,
  bad: 0,
  consequences: {},
  listed: [],
  severe: 0,
  left: [],
  stopped: [],
  kept: [],
  restored: 0,
}

/** Lists in a summary hold this many; the rest is counted only. */
export const LISTED = 1000

const PREFIX = 'import-'

/** The kinds of runs that are imports. */
export const IMPORT_RUNS: readonly string[] = IMPORT_KINDS.map(runKind)

export function runKind(kind: ImportKindName): string {
  return `${PREFIX}${kind}`
}

/** The import of a code or id. @throws ExamError `import.not-found`, also for a run that is no import */
export async function theImport({runs}: Pick<ImportStores, 'runs'>, code: string): Promise<ImportRun> {
  const run = await runs.find(code)
  if (run && IMPORT_RUNS.includes(run.kind)) return importRun(run)
  throw new ExamError(
    'not-found',
    'import.not-found',
    `There is no import "${code}". List them with: ontrac import list`,
    {
      key: code,
    },
  )
}

/** Reads a run as the import that it is. */
export function importRun(run: Run): ImportRun {
  const imports = IMPORT_KINDS.find((kind) => runKind(kind) === run.kind)
  if (imports === undefined) throw new Error(`Run ${run.code} is no import.`)
  return {
    ...run,
    imports,
    // A plan that was broken off has no summary yet.
    summary: {...NOTHING, ...(run.summary as unknown as Partial<ImportSummary>)},
    basedOn: run.basedOn as unknown as ImportBasis,
    options: run.options as unknown as ImportOptions,
  }
}

export function summaryJson(summary: ImportSummary): Json {
  return summary as unknown as Json
}

/** Two lists in one, cut off where a summary ends. */
export function joinedList<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  return [...before, ...after].slice(0, LISTED)
}
