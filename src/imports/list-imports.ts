import type {Context} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {RunId} from '../ids.ts'
import type {Instant} from '../time.ts'
import type {Consequence, ConsequenceCounts} from './consequence.ts'
import type {ImportOptions} from './import-kind.ts'
import {IMPORT_RUNS, importRun, type ImportCounts, type ImportRun, theImport} from './import-run.ts'
import type {ImportStores} from './store.ts'

/** How an import stands: `stopped` ended before its last step, since others had changed what it was planned on. */
export type ImportState = ImportRun['state'] | 'stopped'

/** An import in a list. */
export type ImportLine = Readonly<{
  id: RunId
  run: string
  kind: string
  file: string
  state: ImportState
  counts: ImportCounts
  steps: number
  stepsDone: number
  by: string | null
  createdAt: Instant
  appliedAt: Instant | null
  undoneAt: Instant | null
}>

/** An import with all that is known of it. */
export type ImportSheet = ImportLine &
  Readonly<{
    options: ImportOptions
    consequences: ConsequenceCounts
    listed: readonly Consequence[]
    left: readonly Reason[]
    stopped: readonly Reason[]
    kept: readonly Reason[]
    restored: number
  }>

/** The newest imports first; plans that were given up are left out unless `all`. */
export async function listImports(
  ctx: Context<ImportStores>,
  {all = false, limit = 50}: Readonly<{all?: boolean; limit?: number}> = {},
): Promise<readonly ImportLine[]> {
  return ctx.read('operation.read', async (stores) => {
    const state = all ? {} : {state: ['planned', 'applying', 'applied', 'undone'] as const}
    const runs = await stores.runs.all({kind: IMPORT_RUNS, ...state}, {orderBy: 'id', descending: true, limit})
    const names = await namesOf(stores, runs.map(importRun))
    return runs.map((run) => lineOf(importRun(run), names))
  })
}

/** One import. @throws ExamError `import.not-found` */
export async function showImport(ctx: Context<ImportStores>, code: string): Promise<ImportSheet> {
  return ctx.read('operation.read', async (stores) => {
    const run = await theImport(stores, code)
    const {consequences, listed, left, stopped, kept, restored} = run.summary
    const line = lineOf(run, await namesOf(stores, [run]))
    return {...line, options: run.options, consequences, listed, left, stopped, kept, restored}
  })
}

async function namesOf(stores: ImportStores, runs: readonly ImportRun[]): Promise<ReadonlyMap<string, string | null>> {
  const ids = [...new Set(runs.flatMap(({createdBy}) => createdBy ?? []))]
  return new Map((await stores.persons.history({id: ids})).map((person) => [person.id, person.staffCode]))
}

function lineOf(run: ImportRun, names: ReadonlyMap<string, string | null>): ImportLine {
  const {rows, add, change, same, end, bad, stopped} = run.summary
  return {
    id: run.id,
    run: run.code,
    kind: run.imports,
    file: run.basedOn.file,
    state: stopped.length > 0 && run.state === 'applied' ? 'stopped' : run.state,
    counts: {rows, add, change, same, end, bad},
    steps: run.steps,
    stepsDone: run.nextStep,
    by: names.get(run.createdBy ?? '') ?? null,
    createdAt: run.createdAt,
    appliedAt: run.appliedAt,
    undoneAt: run.undoneAt,
  }
}
