import {type Command, Flags, type Interfaces} from '@oclif/core'
import type {Context} from '../../src/context.ts'
import {applyImport} from '../../src/imports/apply-import.ts'
import type {ImportKindName, ImportOptions} from '../../src/imports/import-kind.ts'
import {type ImportPlan, planImport} from '../../src/imports/plan-import.ts'
import {badRowsError, rejectsOf} from '../../src/imports/rejects.ts'
import type {ImportStores} from '../../src/imports/store.ts'
import {withdrawImport} from '../../src/imports/withdraw-import.ts'
import {command, type Work} from './command.ts'
import {dryRunFlag, fileArg} from './flags.ts'
import {type ImportAnswer, importAnswer, questionFor, showImport, tellPlan} from './import-view.ts'
import type {Out} from './out.ts'
import type {Wire} from './wire.ts'

const FLAGS = {
  'dry-run': dryRunFlag(),
  'accept-valid': Flags.boolean({summary: 'Import the good rows and leave the bad ones out.'}),
  profile: Flags.string({summary: 'Code of a saved profile that says how your columns are called.'}),
  rejects: Flags.string({summary: 'Write bad rows to this file; default FILE.rejects.csv.'}),
}
type SharedFlags = Interfaces.InferredFlags<typeof FLAGS> & Readonly<{yes?: boolean; 'confirm-consequences'?: boolean}>

type Spec<F extends Interfaces.FlagInput> = Readonly<{
  kind: ImportKindName
  summary: string
  description?: string
  examples: readonly string[]
  flags?: F
  /** What the kind's own flags ask for. */
  options?: (flags: Interfaces.InferredFlags<F>) => ImportOptions
  /** Another way to plan a file than as a table; null for one that is a table. */
  plan?: (ctx: Context<ImportStores>, wire: Wire, asked: PlanAsked<F>) => Promise<ImportPlan> | null
}>

/** What a plan is made of: the file and the flags. */
export type PlanAsked<F extends Interfaces.FlagInput> = Readonly<{
  file: string
  flags: Interfaces.InferredFlags<F>
  dryRun: boolean
  onProgress: (rows: number) => void
}>

/** Makes the command that imports one kind of file: read and plan, show, ask, apply. */
export function importCommand<F extends Interfaces.FlagInput>(spec: Spec<F>): typeof Command {
  return command({
    summary: spec.summary,
    ...(spec.description === undefined ? {} : {description: spec.description}),
    examples: spec.examples,
    args: {file: fileArg()},
    flags: {...FLAGS, ...spec.flags},
    run: (work) => importFile(spec, work as unknown as Asked<F>),
    show: showImport,
  })
}

type Asked<F extends Interfaces.FlagInput> = Readonly<{
  args: Readonly<{file: string}>
  flags: SharedFlags & Interfaces.InferredFlags<F>
}> &
  Pick<Work<Interfaces.ArgInput, F>, 'out' | 'wire'>

async function importFile<F extends Interfaces.FlagInput>(spec: Spec<F>, asked: Asked<F>): Promise<ImportAnswer> {
  const {args, flags, out, wire} = asked
  const ctx = await wire.context()
  const plan = await planFile(ctx, spec, asked)
  out.progress('')
  const rejects =
    plan.badRows.length > 0 && !flags['dry-run']
      ? await writeRejects(wire, plan, flags.rejects ?? `${args.file}.rejects.csv`)
      : null
  if (plan.badRows.length > 0 && !flags['accept-valid']) throw badRowsError(plan, rejects)
  if (plan.run === null) return importAnswer(plan, rejects, null)
  // Who has said yes beforehand is told afterwards, save what it means for students.
  if (!flags.yes || plan.severe > 0) tellPlan(plan, out)
  await confirmed(ctx, plan, flags, out)
  const applied = await applyImport(ctx, {
    run: plan.run,
    // Without --yes somebody has just typed that the consequences may be.
    confirmConsequences: flags['confirm-consequences'] === true || flags.yes !== true,
    onProgress: (step, steps) => out.progress(`Step ${step} of ${steps}`),
  })
  out.progress('')
  return importAnswer(plan, rejects, applied)
}

async function planFile<F extends Interfaces.FlagInput>(
  ctx: Context<ImportStores>,
  {kind, options, plan}: Spec<F>,
  {args, flags, out, wire}: Asked<F>,
): Promise<ImportPlan> {
  const dryRun = flags['dry-run']
  const onProgress = (rows: number): void => out.progress(`${rows} rows read`)
  const special = plan?.(ctx, wire, {file: args.file, flags, dryRun, onProgress})
  if (special) return special
  const tables = await wire.tables()
  return planImport(ctx, {
    kind,
    open: (reading) => tables.read(args.file, reading),
    options: {
      ...(flags['accept-valid'] ? {acceptValid: true} : {}),
      ...(flags.profile === undefined ? {} : {profile: flags.profile}),
      ...options?.(flags),
    },
    dryRun,
    onProgress,
  })
}

async function writeRejects(wire: Wire, plan: ImportPlan, path: string): Promise<string> {
  const {header, rows} = rejectsOf(plan)
  await wire.files.write(path, (await wire.tables()).csv(header, rows), {overwrite: true})
  return path
}

/** Asks whether to go on; a plan that is turned down is given up. */
async function confirmed(ctx: Context<ImportStores>, plan: ImportPlan, flags: SharedFlags, out: Out): Promise<void> {
  const run = plan.run ?? ''
  const isSevere = plan.severe > 0 && flags['confirm-consequences'] !== true
  try {
    await out.confirm(questionFor(plan), isSevere ? {name: run} : {})
  } catch (error) {
    await withdrawImport(ctx, run)
    throw error
  }
}
