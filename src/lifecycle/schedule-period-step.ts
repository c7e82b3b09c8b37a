import {z} from 'zod'
import type {Context} from '../context.ts'
import {type Reason, refuseIfAny} from '../errors.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {parsed} from '../parsed.ts'
import {type Instant, instant} from '../time.ts'
import {AdvancePeriod, pendingStep} from './advance-period.ts'
import {type StepName, type StepScope, stepScope} from './period-step.ts'
import {PERIOD_STEPS} from './period-steps.ts'
import type {LifecycleStores} from './store.ts'

/** A step for later; `at` is a time in the institution's zone or an instant. */
export const SchedulePeriodStep = AdvancePeriod.extend({at: z.string().trim().min(1)})

export type ScheduledStep = Readonly<{
  period: string
  step: StepName
  exam: string | null
  dueAt: Instant
  /** What would stand in its way if it were due now. */
  reasons: readonly Reason[]
}>

/**
 * Times a step for later; `ontrac tick` does it when it is due. Its guards count then and not now.
 *
 * @throws ExamError `period.not-found`, `exam.not-found`, `period.step-whole`, `time.invalid-instant`; `period.refused` with
 * `period.time-past`, `period.timed-already`
 */
export async function schedulePeriodStep(
  ctx: Context<LifecycleStores>,
  input: z.input<typeof SchedulePeriodStep>,
): Promise<ScheduledStep> {
  const wanted = parsed(SchedulePeriodStep, input)
  const step = PERIOD_STEPS[wanted.step]
  const {period} = await ctx.read('catalogue.read', (stores) => stepScope(stores, step, wanted))
  return ctx.write('period.schedule', {lock: {period: [period.id]}}, async (stores, entry) => {
    const scope = await stepScope(stores, step, wanted)
    const {zone} = await theInstitution(stores)
    const dueAt = instant(wanted.at, zone)
    const timed = (await pendingStep(stores, step.name, scope))?.dueAt ?? null
    refuseIfAny('period', [...pastReasons(dueAt, entry.now), ...timedReasons(step.name, scope, timed)])
    const examId = scope.exam?.id ?? null
    const row = {id: ctx.ids.next<string>(), periodId: period.id, deed: step.name, examId, dueAt}
    await stores.periodTransitions.add([{...row, doneAt: null, undoneAt: null, reportedReasons: null, version: 1}])
    const named = {step: step.name, exam: scope.exam?.code ?? null, dueAt}
    entry.note({about: ['period', period.id], facts: {code: period.code, ...named}})
    return {period: period.code, ...named, reasons: await step.guards(stores, scope)}
  })
}

function pastReasons(dueAt: Instant, now: Instant): Reason[] {
  if (dueAt > now) return []
  return [{code: 'period.time-past', message: 'That time is past; leave --at out to do it now.'}]
}

function timedReasons(step: StepName, {period, exam}: StepScope, dueAt: Instant | null): Reason[] {
  if (dueAt === null) return []
  const flag = exam ? ` --exam ${exam.code}` : ''
  const message = `It is timed already, for ${dueAt}. Take that back with: ontrac period undo ${period.code} ${step}${flag} --timed`
  return [{code: 'period.timed-already', message, details: {dueAt}}]
}
