import {z} from 'zod'
import type {Context} from '../context.ts'
import {type Reason, refuse, refuseIfAny} from '../errors.ts'
import type {PeriodTransition} from '../institution/model.ts'
import {parsed} from '../parsed.ts'
import type {Instant} from '../time.ts'
import {AdvancePeriod, pendingStep, toLock} from './advance-period.ts'
import {PARTICIPLE, type PeriodStep, type StepName, type StepScope, stepScope} from './period-step.ts'
import {PERIOD_STEPS} from './period-steps.ts'
import type {LifecycleStores} from './store.ts'

/** A step to take back; `timed` takes back its timing and leaves what was done. */
export const UndoPeriodStep = AdvancePeriod.extend({timed: z.boolean().default(false)})

export type UndoneStep = Readonly<{
  period: string
  step: StepName
  exam: string | null
  /** When it was done, or, for a timing, was to be done. */
  was: Instant | null
  /** Null while it is only looked at. */
  undoneAt: Instant | null
  reasons: readonly Reason[]
}>

/** What stands in the way of {@link undoPeriodStep}; changes nothing. @throws as there, save for guards */
export async function previewUndo(
  ctx: Context<LifecycleStores>,
  input: z.input<typeof UndoPeriodStep>,
): Promise<UndoneStep> {
  const wanted = parsed(UndoPeriodStep, input)
  const step = PERIOD_STEPS[wanted.step]
  return ctx.read('operation.read', async (stores) => {
    const scope = await stepScope(stores, step, wanted)
    const row = await rowToUndo(stores, step, scope, wanted.timed)
    const reasons = wanted.timed ? [] : ((await step.undo?.guards(stores, scope, row)) ?? [])
    return {...named(step, scope), was: wanted.timed ? row.dueAt : row.doneAt, undoneAt: null, reasons}
  })
}

/**
 * Takes the last such step back, until the event that its guard names: a freeze until a session with that exam is published,
 * a publication until somebody is enrolled, an opening until somebody is registered, a closing until it is archived.
 *
 * @throws ExamError `period.not-found`, `exam.not-found`, `period.step-whole`; `period.refused` with `period.not-undoable`,
 * `period.not-done`, `period.not-timed`, or every guard's reason
 */
export async function undoPeriodStep(
  ctx: Context<LifecycleStores>,
  input: z.input<typeof UndoPeriodStep>,
): Promise<UndoneStep> {
  const wanted = parsed(UndoPeriodStep, input)
  const step = PERIOD_STEPS[wanted.step]
  const {scope: before} = await ctx.read('catalogue.read', (stores) => toLock(stores, step, wanted))
  const sessions = await ctx.read('catalogue.read', (stores) =>
    stores.lifecycle.sessions(before.period.id, before.exam?.id ?? null),
  )
  const lock = {period: [before.period.id], session: step.sessions && !wanted.timed ? sessions.map(({id}) => id) : []}
  const deed = wanted.timed || !step.undo ? 'period.undo' : step.undo.deed
  return ctx.write(deed, {lock}, async (stores, entry) => {
    const scope = await stepScope(stores, step, wanted)
    const row = await rowToUndo(stores, step, scope, wanted.timed)
    if (!wanted.timed) refuseIfAny('period', (await step.undo?.guards(stores, scope, row)) ?? [])
    const letters = wanted.timed ? [] : ((await step.undo?.letters?.(stores, scope, row)) ?? [])
    const facts = wanted.timed ? {dueAt: row.dueAt} : await step.undo?.apply(stores, entry, scope, row)
    await stores.periodTransitions.change(row.id, {undoneAt: entry.now})
    const answer = {...named(step, scope), was: wanted.timed ? row.dueAt : row.doneAt}
    entry.note({
      about: ['period', scope.period.id],
      facts: {code: answer.period, undone: step.name, exam: answer.exam, timed: wanted.timed, ...facts},
    })
    await stores.outbox.post(letters)
    return {...answer, undoneAt: entry.now, reasons: []}
  })
}

async function rowToUndo(
  stores: LifecycleStores,
  step: PeriodStep,
  scope: StepScope,
  timed: boolean,
): Promise<PeriodTransition> {
  const pending = await pendingStep(stores, step.name, scope)
  if (timed) {
    if (pending) return pending
    throw refuse('period', [
      {
        code: 'period.not-timed',
        message: `Nothing of the kind is timed. See it with: ontrac period show ${scope.period.code}`,
      },
    ])
  }
  if (!step.undo)
    throw refuse('period', [
      {code: 'period.not-undoable', message: `A period that is ${PARTICIPLE[step.name]} stays so.`},
    ])
  const about = {periodId: scope.period.id, deed: step.name, examId: scope.exam?.id ?? null, undoneAt: null}
  const last = (await stores.periodTransitions.all(about)).filter(({doneAt}) => doneAt !== null).at(-1)
  if (last) return last
  const next = pending ? ' It is timed; take that back with --timed.' : ''
  throw refuse('period', [
    {code: 'period.not-done', message: `Period ${scope.period.code} was not ${PARTICIPLE[step.name]}.${next}`},
  ])
}

function named(step: PeriodStep, {period, exam}: StepScope): Pick<UndoneStep, 'period' | 'step' | 'exam'> {
  return {period: period.code, step: step.name, exam: exam?.code ?? null}
}
