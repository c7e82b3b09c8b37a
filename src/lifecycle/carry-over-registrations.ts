import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../errors.ts'
import type {PeriodId, RegistrationId, RunId} from '../ids.ts'
import type {Period} from '../institution/model.ts'
import {canonicalJson} from '../json.ts'
import type {Run} from '../operation/records.ts'
import {parsed} from '../parsed.ts'
import {activeFreezes} from '../registration/freeze-demand.ts'
import {freezeOf} from '../registration/freezes.ts'
import type {LifecycleStores, Movable} from './store.ts'

/** From one period to the next, by code. */
export const CarryOver = z.strictObject({from: z.string().trim().min(1), to: z.string().trim().min(1)})

/** What is carried over, or would be. */
export type CarriedOver = Readonly<{
  from: string
  to: string
  /** Open registrations without a place that go along. */
  registrations: number
  /** Those that stay, since the demand for their exam is frozen in the next period. */
  frozen: number
  /** The run that does it; null while it is only looked at, or when there is nothing to do. */
  run: string | null
}>

const CARRY_OVER = 'registration.carry-over'
/** Registrations in one transaction (design rule 2). */
const STEP = 500
const CODE_LETTERS = 6

type Step = Readonly<{rows: readonly Movable[]}>
type Options = Readonly<{from: PeriodId; to: PeriodId}>

/** Counts what {@link carryOverRegistrations} would carry over; changes nothing. @throws as there */
export async function previewCarryOver(
  ctx: Context<LifecycleStores>,
  input: z.input<typeof CarryOver>,
): Promise<CarriedOver> {
  const wanted = parsed(CarryOver, input)
  return ctx.read('registration.read', async (stores) => {
    const plan = await planOf(stores, wanted)
    return {from: plan.from.code, to: plan.to.code, registrations: plan.rows.length, frozen: plan.frozen, run: null}
  })
}

/**
 * Carries what was not used in a period over to the next (design §4): open registrations without a place, as they are. A run:
 * it goes in steps of 500, one that was cut off goes on when it is asked again, and `registration undo` brings back what
 * nobody has touched since.
 *
 * @throws ExamError `period.not-found`; `registration.refused` with `registration.same-period`, `registration.period-over`
 */
export async function carryOverRegistrations(
  ctx: Context<LifecycleStores>,
  input: z.input<typeof CarryOver>,
): Promise<CarriedOver> {
  const wanted = parsed(CarryOver, input)
  const cut = await ctx.read('registration.read', (stores) => cutOff(stores, wanted))
  if (cut) return finish(ctx, cut)
  const {from, to, rows, frozen} = await ctx.read('registration.read', (stores) => planOf(stores, wanted))
  const counted = {from: from.code, to: to.code, registrations: rows.length, frozen}
  if (rows.length === 0) return {...counted, run: null}
  const steps = Array.from({length: Math.ceil(rows.length / STEP)}, (_, i): Step => ({
    rows: rows.slice(i * STEP, (i + 1) * STEP),
  }))
  const run = await ctx.write(CARRY_OVER, {lock: {period: [from.id, to.id]}}, async (stores, entry) => {
    const planned = newRun(ctx, entry, counted, {from: from.id, to: to.id}, steps.length)
    await stores.runs.add([planned])
    await stores.runs.addSteps(planned.id, steps)
    entry.note({about: ['run', planned.id], facts: {...counted, code: planned.code}})
    return planned
  })
  return finish(ctx, run)
}

/** A run between these periods that was begun and not finished. */
async function cutOff(stores: LifecycleStores, wanted: z.output<typeof CarryOver>): Promise<Run | undefined> {
  const [from, to] = [await stores.periods.get(wanted.from), await stores.periods.get(wanted.to)]
  const begun = await stores.runs.all({kind: CARRY_OVER, state: 'applying'})
  return begun.find(({options}) => canonicalJson(options) === canonicalJson({from: from.id, to: to.id}))
}

async function finish(ctx: Context<LifecycleStores>, run: Run): Promise<CarriedOver> {
  for (let position = run.nextStep; position < run.steps; position++) await applyStep(ctx, run, position)
  return {...(run.summary as Omit<CarriedOver, 'run'>), run: run.code}
}

async function planOf(stores: LifecycleStores, wanted: z.output<typeof CarryOver>) {
  const [from, to] = [await stores.periods.get(wanted.from), await stores.periods.get(wanted.to)]
  refuseIfAny('registration', destinationReasons(from, to))
  const freezes = await activeFreezes(stores, to)
  const rows: Movable[] = []
  let frozen = 0
  for (let after = ''; ;) {
    const page = await stores.lifecycle.unused(from.id, after, STEP)
    const last = page.at(-1)
    if (!last) return {from, to, rows, frozen}
    for (const {id, version, late, examId} of page) {
      if (freezeOf(freezes, examId)) frozen++
      else rows.push({id, version, late})
    }
    after = last.id
  }
}

function destinationReasons(from: Period, to: Period): Reason[] {
  const reasons: Reason[] = []
  if (from.id === to.id)
    reasons.push({code: 'registration.same-period', message: 'Carry over to another period than the one they are in.'})
  if (to.state !== 'draft' && to.state !== 'open')
    reasons.push({code: 'registration.period-over', message: `Period ${to.code} is ${to.state}; choose a later one.`})
  return reasons
}

function newRun(
  ctx: Context<LifecycleStores>,
  entry: Entry,
  summary: Omit<CarriedOver, 'run'>,
  options: Options,
  steps: number,
): Run {
  return {
    id: ctx.ids.next<RunId>(),
    code: ctx.ids.code(CODE_LETTERS),
    kind: CARRY_OVER,
    state: 'applying',
    basedOn: {registrations: summary.registrations},
    summary,
    options,
    steps,
    nextStep: 0,
    createdBy: entry.person,
    createdAt: entry.now,
    appliedAt: null,
    undoneAt: null,
    version: 1,
  }
}

/** One step, done once: registrations that changed since the plan are left where they are, and stay in the next plan. */
async function applyStep(ctx: Context<LifecycleStores>, {id: run}: Run, position: number): Promise<void> {
  await ctx.write(CARRY_OVER, {}, async (stores, entry) => {
    const {nextStep, steps, code, options} = await stores.runs.get(run)
    if (nextStep !== position) return
    const step = await stores.runs.step(run, position)
    const {rows} = (step?.payload ?? {rows: []}) as Step
    const moved = await stores.lifecycle.moveToPeriod(
      rows.map((row) => ({...row, late: false})),
      (options as Options).to,
    )
    const inverse: Step = {
      rows: rows.filter(({id}) => moved.has(id)).map((row) => ({...row, version: row.version + 1})),
    }
    await stores.runs.stepDone(run, position, inverse)
    if (position + 1 === steps) await stores.runs.change(run, {state: 'applied', appliedAt: entry.now})
    entry.note({
      about: ['run', run],
      facts: {code, position, moved: moved.size, digest: ctx.hash.sha256(canonicalJson(inverse))},
    })
  })
}

/** A carry-over that was taken back. */
export type CarriedBack = Readonly<{
  run: string
  back: number
  /** Codes of registrations that somebody has touched since; they stay where they are. */
  left: readonly string[]
}>

/**
 * Brings back what a carry-over moved and nobody has touched since; lists the rest.
 *
 * @throws ExamError `run.not-found`, `run.not-of-this-kind`; `registration.refused` with `run.undone-already`
 */
export async function undoCarryOver(ctx: Context<LifecycleStores>, key: string): Promise<CarriedBack> {
  const {run, rows, from} = await ctx.read('registration.read', (stores) => doneBy(stores, key))
  const back = new Set<RegistrationId>()
  for (let i = 0; i < rows.length; i += STEP) {
    const batch = rows.slice(i, i + STEP)
    const moved = await ctx.write(CARRY_OVER, {}, async (stores, entry) => {
      const restored = await stores.lifecycle.moveToPeriod(batch, from)
      entry.note({
        about: ['run', run.id],
        facts: {code: run.code, back: restored.size, digest: ctx.hash.sha256(canonicalJson([...restored]))},
      })
      return [...restored]
    })
    for (const id of moved) back.add(id)
  }
  return ctx.write(CARRY_OVER, {}, async (stores, entry) => {
    await stores.runs.change(run.id, {state: 'undone', undoneAt: entry.now})
    const left = await stores.registrations.history({id: rows.flatMap(({id}) => (back.has(id) ? [] : [id]))})
    entry.note({about: ['run', run.id], facts: {code: run.code, undone: true, back: back.size, left: left.length}})
    return {run: run.code, back: back.size, left: left.map(({code}) => code)}
  })
}

async function doneBy(stores: LifecycleStores, key: string) {
  const run = await stores.runs.get(key)
  if (run.kind !== CARRY_OVER)
    throw new ExamError('invalid', 'run.not-of-this-kind', `Run ${run.code} is no carry-over of registrations.`)
  refuseIfAny(
    'registration',
    run.state === 'undone' ? [{code: 'run.undone-already', message: `Run ${run.code} is undone already.`}] : [],
  )
  const rows: Movable[] = []
  for (let position = 0; position < run.nextStep; position++) {
    const inverse = (await stores.runs.step(run.id, position))?.inverse as Step | null
    rows.push(...(inverse?.rows ?? []))
  }
  return {run, rows, from: (run.options as Options).from}
}
