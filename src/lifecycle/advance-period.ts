import {z} from 'zod'
import type {Access, Context, Entry} from '../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../errors.ts'
import type {SessionId} from '../ids.ts'
import type {PeriodTransition} from '../institution/model.ts'
import {parsed} from '../parsed.ts'
import type {Ids} from '../ports.ts'
import type {Instant} from '../time.ts'
import {type Consequence, type PeriodStep, STEP_NAMES, type StepName, type StepScope, stepScope} from './period-step.ts'
import {PERIOD_STEPS} from './period-steps.ts'
import type {LifecycleStores} from './store.ts'

/** A step to take, for a whole period or one exam of it, by code. */
export const AdvancePeriod = z.strictObject({
  period: z.string().trim().min(1),
  step: z.enum(STEP_NAMES),
  exam: z.string().trim().min(1).optional(),
})

/** A step as it would be taken, or was. */
export type StepReport = Readonly<{
  period: string
  step: StepName
  exam: string | null
  /** When it was done; null while it is only looked at. */
  doneAt: Instant | null
  /** Every reason why it cannot be done now; empty when it can, or was. */
  reasons: readonly Reason[]
  consequences: readonly Consequence[]
}>

/** Shows what a step would do and what stands in its way; changes nothing. @throws as {@link advancePeriod}, save for refusals */
export async function previewPeriodStep(
  ctx: Context<LifecycleStores>,
  input: z.input<typeof AdvancePeriod>,
): Promise<StepReport> {
  const wanted = parsed(AdvancePeriod, input)
  const step = PERIOD_STEPS[wanted.step]
  return ctx.read('operation.read', async (stores, {now}) => {
    const scope = await stepScope(stores, step, wanted)
    const reasons = await step.guards(stores, scope)
    return {...named(step, scope), doneAt: null, reasons, consequences: await step.consequences(stores, scope, now)}
  })
}

/**
 * Takes a step of a period's life, under the period's lock. The same step that was timed for later counts as done with it.
 *
 * @throws ExamError `period.not-found`, `exam.not-found`, `period.step-whole`; `period.refused` with every guard's reason
 */
export async function advancePeriod(
  ctx: Context<LifecycleStores>,
  input: z.input<typeof AdvancePeriod>,
): Promise<StepReport> {
  const wanted = parsed(AdvancePeriod, input)
  const step = PERIOD_STEPS[wanted.step]
  const {scope, sessions} = await ctx.read('catalogue.read', (stores) => toLock(stores, step, wanted))
  return ctx.write(step.deed, {lock: {period: [scope.period.id], session: sessions}}, async (stores, entry) => {
    const fresh = await stepScope(stores, step, {period: scope.period.id, exam: scope.exam?.id})
    const pending = await pendingStep(stores, step.name, fresh)
    return takeStep(stores, entry, ctx.ids, step, fresh, pending)
  })
}

/** The period, and the sessions that a step would change, which are locked first. */
export async function toLock(
  stores: LifecycleStores,
  step: PeriodStep,
  wanted: Readonly<{period: string; exam?: string | undefined}>,
): Promise<Readonly<{scope: StepScope; sessions: readonly SessionId[]}>> {
  const scope = await stepScope(stores, step, wanted)
  return {scope, sessions: (await step.sessions?.(stores, scope)) ?? []}
}

/** Does a step whose locks are held, and writes it down. @throws ExamError `period.refused` with every guard's reason */
export async function takeStep(
  stores: LifecycleStores,
  entry: Entry,
  ids: Ids,
  step: PeriodStep,
  scope: StepScope,
  pending: PeriodTransition | undefined,
): Promise<StepReport> {
  refuseIfAny('period', await step.guards(stores, scope))
  const consequences = await step.consequences(stores, scope, entry.now)
  const facts = await step.apply(stores, entry, ids, scope)
  await writeDown(stores, entry, ids, step.name, scope, pending)
  const {period, exam} = scope
  entry.note({
    about: ['period', period.id],
    facts: {code: period.code, step: step.name, exam: exam?.code ?? null, ...facts},
  })
  await stores.outbox.post((await step.letters?.(stores, entry, scope)) ?? [])
  return {...named(step, scope), doneAt: entry.now, reasons: [], consequences}
}

/** The step as it is timed for later, if it is. */
export async function pendingStep(
  {periodTransitions}: LifecycleStores,
  step: StepName,
  {period, exam}: StepScope,
): Promise<PeriodTransition | undefined> {
  const about = {periodId: period.id, deed: step, examId: exam?.id ?? null}
  return (await periodTransitions.all({...about, doneAt: null, undoneAt: null})).at(0)
}

async function writeDown(
  {periodTransitions}: LifecycleStores,
  {now}: Access,
  ids: Ids,
  step: StepName,
  {period, exam}: StepScope,
  pending: PeriodTransition | undefined,
): Promise<void> {
  if (pending) {
    const settled = await periodTransitions.changeAll(
      {id: pending.id, doneAt: null, undoneAt: null},
      {doneAt: now, reportedReasons: null},
    )
    if (settled !== 1) throw new ExamError('refused', 'period.done-already', 'Somebody else did this just now.')
    return
  }
  const done = {dueAt: null, doneAt: now, undoneAt: null, reportedReasons: null, version: 1}
  await periodTransitions.add([
    {id: ids.next<string>(), periodId: period.id, deed: step, examId: exam?.id ?? null, ...done},
  ])
}

function named(step: PeriodStep, {period, exam}: StepScope): Pick<StepReport, 'period' | 'step' | 'exam'> {
  return {period: period.code, step: step.name, exam: exam?.code ?? null}
}
