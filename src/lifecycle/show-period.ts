import type {Context} from '../context.ts'
import type {Reason} from '../errors.ts'
import {type PeriodWindowText, periodWindowTexts} from '../institution/periods/list-period-windows.ts'
import type {Period} from '../institution/model.ts'
import {activeFreezes} from '../registration/freeze-demand.ts'
import type {Instant} from '../time.ts'
import type {StepName} from './period-step.ts'
import type {LifecycleStores} from './store.ts'

/** A step that was taken, taken back, or is timed for later. */
export type StepLine = Readonly<{
  step: StepName
  exam: string | null
  dueAt: Instant | null
  doneAt: Instant | null
  undoneAt: Instant | null
  /** Why it waits, where it was due and could not be done. */
  waits: readonly Reason[]
}>

/** A period with its windows and its life so far. */
export type PeriodDetail = Period &
  Readonly<{
    windows: readonly PeriodWindowText[]
    steps: readonly StepLine[]
    /** What is frozen now: `null` is the whole period. */
    frozen: readonly Readonly<{exam: string | null; frozenAt: Instant}>[]
  }>

/** One period, whole. @throws ExamError `period.not-found` */
export async function showPeriod(ctx: Context<LifecycleStores>, key: string): Promise<PeriodDetail> {
  return ctx.read('catalogue.read', async (stores, {now}) => {
    const period = await stores.periods.get(key)
    const rows = await stores.periodTransitions.all({periodId: period.id})
    const freezes = await activeFreezes(stores, period)
    const ids = [...rows, ...freezes].flatMap(({examId}) => examId ?? [])
    const codes = new Map((await stores.exams.history({id: [...new Set(ids)]})).map(({id, code}) => [id, code]))
    const code = (id: (typeof ids)[number] | null): string | null => (id === null ? null : (codes.get(id) ?? null))
    return {
      ...period,
      windows: await periodWindowTexts(stores, period.id, now),
      steps: rows.map(({deed, examId, dueAt, doneAt, undoneAt, reportedReasons}) => ({
        step: deed as StepName,
        exam: code(examId),
        dueAt,
        doneAt,
        undoneAt,
        waits: reportedReasons ?? [],
      })),
      frozen: freezes.map(({examId, frozenAt}) => ({exam: code(examId), frozenAt})),
    }
  })
}
