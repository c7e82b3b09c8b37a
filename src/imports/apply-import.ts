import type {Context, Entry, Lock} from '../context.ts'
import {holding} from '../enrolment/seats/hold.ts'
import {type Reason, refuse} from '../errors.ts'
import type {Json} from '../json.ts'
import type {StepDone} from './import-kind.ts'
import {requireImportRight} from './import-right.ts'
import {type ImportCounts, type ImportRun, joinedList, summaryJson, theImport} from './import-run.ts'
import {importKindOf} from './kinds/index.ts'
import type {ImportStores} from './store.ts'

export type ApplyImport = Readonly<{
  /** Code of the run. */
  run: string
  /** What the plan says is withdrawn or moved may be: issue 2 frees nothing without it. */
  confirmConsequences?: boolean
  onProgress?: (step: number, steps: number) => void
}>

/** What came of an import; `left` are rows that were left out since somebody else was first. */
export type AppliedImport = Readonly<{
  run: string
  kind: string
  file: string
  counts: ImportCounts
  steps: number
  left: readonly Reason[]
}>

/**
 * Applies a planned import, or goes on with one that was interrupted: step by step, each its own transaction with one audit
 * entry and the digest of its rows. Two who apply the same run share its steps.
 *
 * A step whose basis has changed since it was planned does nothing, and the import ends there: what was done stays and can be
 * undone, and importing the file again shows what is left.
 *
 * @throws ExamError `import.refused` with `import.consequences-unconfirmed`, `import.not-planned`, or with the differences
 * (`import.changed-meanwhile`, `import.made-meanwhile`, `import.ended-meanwhile`); `import.forbidden`; `import.not-found`
 */
export async function applyImport(ctx: Context<ImportStores>, wanted: ApplyImport): Promise<AppliedImport> {
  for (;;) {
    const done = await holding(async () => {
      const next = await nextStep(ctx, wanted)
      return {...next, stopped: next.step ? await applyStep(ctx, next) : []}
    })
    const {run, step, stopped} = done
    if (!step) return outcomeOf(run)
    if (stopped.length > 0) throw refuse('import', [...stopped.slice(0, 50), again(run)])
    wanted.onProgress?.(step.position + 1, run.steps)
  }
}

type Next = Readonly<{run: ImportRun; step: Step | undefined}>
type Step = Readonly<{position: number; items: readonly Json[]; lock: Lock}>

async function nextStep(ctx: Context<ImportStores>, {run: code, confirmConsequences}: ApplyImport): Promise<Next> {
  return ctx.read('people.read', async (stores, access) => {
    const run = await theImport(stores, code)
    requireImportRight(importKindOf(run.imports), access)
    const isDone = run.state === 'applied' && run.nextStep === run.steps
    if (!isDone && run.state !== 'planned' && run.state !== 'applying') throw refuse('import', [notPlanned(run)])
    if (run.state === 'planned' && run.summary.severe > 0 && !confirmConsequences)
      throw refuse('import', [unconfirmed(run)])
    const step = isDone ? undefined : await stores.runs.step(run.id, run.nextStep)
    if (!step) return {run, step}
    const items = itemsOf(step.payload)
    return {run, step: {position: step.position, items, lock: await importKindOf(run.imports).work.lock(stores, items)}}
  })
}

/** Applies one step; answers why it was not, when its basis has changed. */
async function applyStep(ctx: Context<ImportStores>, {run, step}: Next): Promise<readonly Reason[]> {
  if (!step) return []
  const {position, items, lock} = step
  const kind = importKindOf(run.imports)
  return ctx.write('import.apply', {lock}, async (stores, entry) => {
    requireImportRight(kind, entry)
    // The first statement takes the run's own row, so that of two who are at it one does this step.
    const mine = await stores.runs.changeAll(
      {id: run.id, nextStep: position, state: ['planned', 'applying']},
      {state: 'applying'},
    )
    if (mine === 0) return []
    const of = {run: run.id, options: run.options, ids: ctx.ids, hash: ctx.hash}
    const done = await kind.work.apply(stores, entry, items, of)
    // The rows as they stood in the step, which forgets them when they are done.
    const digest = ctx.hash.sha256(JSON.stringify(items))
    noteStep(entry, run, {position, rows: items.length, digest, done})
    return 'changed' in done ? stop(stores, entry, run, done.changed) : finish(stores, entry, {run, position}, done)
  })
}

function itemsOf(payload: Json): readonly Json[] {
  return (payload as Readonly<{items?: readonly Json[]}>).items ?? []
}

function noteStep(
  entry: Entry,
  {id, code, imports}: ImportRun,
  step: Readonly<{position: number; rows: number; digest: string; done: StepDone}>,
): void {
  const {position, rows, digest, done} = step
  const [did, left] = 'changed' in done ? ['stopped', rows] : ['applied', done.left.length]
  entry.note({about: ['run', id], facts: {code, kind: imports, step: position, rows, digest, did, left}})
}

async function finish(
  stores: ImportStores,
  entry: Entry,
  {run, position}: Readonly<{run: ImportRun; position: number}>,
  {inverse, left}: Exclude<StepDone, {changed: unknown}>,
): Promise<readonly Reason[]> {
  await stores.runs.stepDone(run.id, position, inverse)
  await stores.runs.forgetPlan(run.id, position, position + 1)
  const isLast = position + 1 === run.steps
  if (left.length === 0 && !isLast) return []
  const {summary} = await theImport(stores, run.id)
  await stores.runs.change(run.id, {
    summary: summaryJson({...summary, left: joinedList(summary.left, left)}),
    ...(isLast ? {state: 'applied', appliedAt: entry.now} : {}),
  })
  return []
}

/** Ends an import whose basis has changed; one of which nothing was done is withdrawn. */
async function stop(
  stores: ImportStores,
  entry: Entry,
  run: ImportRun,
  reasons: readonly Reason[],
): Promise<readonly Reason[]> {
  const {summary, nextStep: done} = await theImport(stores, run.id)
  const state = done === 0 ? ('withdrawn' as const) : ('applied' as const)
  await stores.runs.change(run.id, {
    state,
    appliedAt: done === 0 ? null : entry.now,
    summary: summaryJson({...summary, stopped: joinedList([], reasons)}),
  })
  await stores.runs.forgetPlan(run.id, done, run.steps)
  return reasons
}

function outcomeOf({code, imports, basedOn, summary, steps}: ImportRun): AppliedImport {
  const {rows, add, change, same, end, bad, left} = summary
  return {run: code, kind: imports, file: basedOn.file, counts: {rows, add, change, same, end, bad}, steps, left}
}

function again({imports, basedOn, nextStep: done, steps, code}: ImportRun): Reason {
  const undone =
    done === 0
      ? 'Nothing was changed.'
      : `${done} of ${steps} steps were done; take them back with: ontrac import undo ${code}`
  return {
    code: 'import.stopped',
    message: `${undone} Import the file again to see what is left: ontrac import ${imports} ${basedOn.file}`,
  }
}

function notPlanned({code, state, summary}: ImportRun): Reason {
  const why = summary.stopped.length > 0 ? 'was stopped' : `is ${state}`
  return {
    code: 'import.not-planned',
    message: `Import ${code} ${why}; import the file again instead.`,
    details: {state},
  }
}

function unconfirmed({code, summary: {severe}}: ImportRun): Reason {
  return {
    code: 'import.consequences-unconfirmed',
    message: `This import withdraws or moves ${severe} registrations or seats of students; look at them with: ontrac import show ${code}, and do it with: ontrac import resume ${code} --confirm-consequences`,
    details: {severe},
  }
}
