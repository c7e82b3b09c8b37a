import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {listPeriodWindows, type PeriodWindowText} from './list-period-windows.ts'
import type {Period} from '../model.ts'
import {outsidePeriod, WINDOW_KINDS, windowSpan} from './period-windows.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** New windows of a period, or of one exam in it. `none` takes a window away; an exam then follows the period again. */
export const SetPeriodWindows = z.strictObject({
  period: z.string().trim().min(1),
  exam: z.string().trim().min(1).optional(),
  registration: z.string().optional(),
  enrolment: z.string().optional(),
  taking: z.string().optional(),
})

/**
 * Changes windows. They count from now on, for whoever tries next; nothing that was done under the old ones changes.
 *
 * @throws ExamError `period.not-found`, `exam.not-found`, `period.no-window-given`, `period.invalid-window`;
 * `period.refused` with `period.over`, `period.taking-outside`
 */
export async function setPeriodWindows(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof SetPeriodWindows>,
): Promise<readonly PeriodWindowText[]> {
  const wanted = parsed(SetPeriodWindows, input)
  const given = WINDOW_KINDS.flatMap((kind) => (wanted[kind] === undefined ? [] : [{kind, text: wanted[kind]}]))
  if (given.length === 0) {
    const message = 'Say which window to set: --registration, --enrolment or --taking FROM..TO.'
    throw new ExamError('invalid', 'period.no-window-given', message)
  }
  const {id} = await ctx.read('catalogue.read', ({periods}) => periods.get(wanted.period))
  await ctx.write('period.change', {lock: {period: [id]}}, async (stores, entry) => {
    const {zone} = await theInstitution(stores)
    const period = await stores.periods.get(id)
    const exam = wanted.exam === undefined ? null : await stores.exams.get(wanted.exam)
    const changes = given.map(({kind, text}) => ({kind, text, to: text === 'none' ? null : windowSpan(text, zone)}))
    const misplaced = changes.flatMap(({kind, to}) => (to ? outsidePeriod(period, kind, to, zone) : []))
    refuseIfAny('period', [...over(period), ...misplaced])
    for (const {kind, to} of changes) {
      const examId = exam?.id ?? null
      await stores.periodWindows.changeAll({periodId: id, kind, examId}, {endedAt: entry.now})
      if (to)
        await stores.periodWindows.add([{id: ctx.ids.next<string>(), periodId: id, examId, kind, ...to, endedAt: null}])
    }
    await stores.periods.change(id, {})
    const windows = Object.fromEntries(changes.map(({kind, text}) => [kind, text]))
    entry.note({about: ['period', id], facts: {code: period.code, exam: exam?.code ?? null, windows}})
  })
  return listPeriodWindows(ctx, {period: id})
}

function over({code, state}: Period): Reason[] {
  if (state === 'draft' || state === 'open') return []
  return [{code: 'period.over', message: `Period ${code} is ${state}; its windows stay as they are.`}]
}
