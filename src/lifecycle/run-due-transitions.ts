import type {Context} from '../context.ts'
import {ExamError, type Reason} from '../errors.ts'
import type {Exam, Period, PeriodTransition} from '../institution/model.ts'
import type {Instant} from '../time.ts'
import {takeStep, toLock} from './advance-period.ts'
import type {StepName} from './period-step.ts'
import {PERIOD_STEPS} from './period-steps.ts'
import type {LifecycleStores} from './store.ts'

/** A timed step and how it went when it was due. */
export type DueStep = Readonly<{
  period: string
  step: StepName
  exam: string | null
  dueAt: Instant
  did: 'done' | 'waits'
  reasons: readonly Reason[]
  /** Whether these reasons are new; the same ones are not told twice (design rule 11). */
  told: boolean
}>

type Due = Readonly<{row: PeriodTransition; dueAt: Instant; period: Period; exam: Exam | null}>

/**
 * Does the timed steps that are due, each in a transaction of its own, earliest first. A step whose guard fails is reported
 * once and tried again the next time. Safe to run twice, and on two machines at once: the one that comes second finds it done.
 */
export async function runDueTransitions(ctx: Context<LifecycleStores>): Promise<readonly DueStep[]> {
  const due = await ctx.read('operation.read', (stores, {now}) => dueSteps(stores, now))
  const answers: DueStep[] = []
  for (const one of due) {
    const answer = await attempt(ctx, one)
    if (answer) answers.push(answer)
  }
  return answers
}

async function dueSteps(stores: LifecycleStores, now: Instant): Promise<readonly Due[]> {
  const rows = await stores.periodTransitions.all({doneAt: null, undoneAt: null})
  const due = rows.flatMap((row) => (row.dueAt !== null && row.dueAt <= now ? [{row, dueAt: row.dueAt}] : []))
  const found: Due[] = []
  for (const {row, dueAt} of due.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))) {
    const exam = row.examId === null ? null : await stores.exams.get(row.examId)
    found.push({row, dueAt, period: await stores.periods.get(row.periodId), exam})
  }
  return found
}

async function attempt(ctx: Context<LifecycleStores>, due: Due): Promise<DueStep | undefined> {
  const {row, dueAt, period, exam} = due
  const step = PERIOD_STEPS[row.deed as StepName]
  const answer = {period: period.code, step: step.name, exam: exam?.code ?? null, dueAt}
  const wanted = {period: period.id, exam: exam?.id}
  const found = await ctx.read('operation.read', async (stores) => {
    if (!(await stillPending(stores, row))) return undefined
    const {scope, sessions} = await toLock(stores, step, wanted)
    return {reasons: await step.guards(stores, scope), sessions}
  })
  if (!found) return undefined
  const {reasons, sessions} = found
  if (reasons.length > 0) return {...answer, did: 'waits', reasons, told: await tell(ctx, due, reasons)}
  try {
    return await ctx.write(step.deed, {lock: {period: [period.id], session: sessions}}, async (stores, entry) => {
      const {scope} = await toLock(stores, step, wanted)
      const fresh = await stillPending(stores, row)
      if (!fresh) return undefined
      await takeStep(stores, entry, ctx.ids, step, scope, fresh)
      return {...answer, did: 'done' as const, reasons: [], told: true}
    })
  } catch (error) {
    // The guard held a moment ago: somebody was in between, and the next time will tell.
    if (!(error instanceof ExamError) || error.kind !== 'refused') throw error
    return {...answer, did: 'waits', reasons: [{code: error.code, message: error.message}], told: false}
  }
}

/** Keeps new reasons with the step, where tasks and the next run find them; answers whether they are new. */
async function tell(
  ctx: Context<LifecycleStores>,
  {row, period, exam}: Due,
  reasons: readonly Reason[],
): Promise<boolean> {
  if (sameCodes(row.reportedReasons ?? [], reasons)) return false
  return ctx.write('period.advance', {lock: {period: [period.id]}}, async (stores, entry) => {
    const fresh = await stillPending(stores, row)
    if (!fresh || sameCodes(fresh.reportedReasons ?? [], reasons)) return false
    await stores.periodTransitions.change(row.id, {reportedReasons: reasons})
    const facts = {code: period.code, step: row.deed, exam: exam?.code ?? null, waits: reasons.map(({code}) => code)}
    entry.note({about: ['period', period.id], facts})
    return true
  })
}

/** The step as it is now, unless somebody has done it or taken it back. */
async function stillPending(
  {periodTransitions}: LifecycleStores,
  {id}: PeriodTransition,
): Promise<PeriodTransition | undefined> {
  return (await periodTransitions.all({id, doneAt: null, undoneAt: null})).at(0)
}

function sameCodes(a: readonly Reason[], b: readonly Reason[]): boolean {
  const codes = (reasons: readonly Reason[]): string => [...new Set(reasons.map(({code}) => code))].toSorted().join()
  return codes(a) === codes(b)
}
