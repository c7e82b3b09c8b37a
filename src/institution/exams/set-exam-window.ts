import {z} from 'zod'
import type {Context} from '../../context.ts'
import {refuseIfAny} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import type {Day} from '../../time.ts'
import {DayText} from '../programmes/day-text.ts'
import type {InstitutionStores} from '../store.ts'

/** The first and last day on which an exam may be taken in a period. */
export const SetExamWindow = z.strictObject({exam: z.string(), period: z.string(), from: DayText, to: DayText})

/**
 * Sets the national window of a central exam in a period; CvTE sets it each year, so it is data (domain §2.2).
 *
 * @throws ExamError `exam.not-found`; `exam.refused` with `exam.window-upside-down`
 */
export async function setExamWindow(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof SetExamWindow>,
): Promise<Readonly<{exam: string; period: string; from: Day; to: Day}>> {
  const wanted = parsed(SetExamWindow, input)
  const {period, from, to} = wanted
  return ctx.write('exam.change', {}, async ({exams, examWindows}, entry) => {
    const exam = await exams.get(wanted.exam)
    const message = `A window from ${from} cannot end on ${to}.`
    refuseIfAny('exam', to < from ? [{code: 'exam.window-upside-down', message}] : [])
    const window = {examId: exam.id, periodCode: period}
    await examWindows.changeAll(window, {endedAt: entry.now})
    await examWindows.add([{...window, id: ctx.ids.next(), fromOn: from, toOn: to, endedAt: null}])
    entry.note({about: ['exam', exam.id], facts: {code: exam.code, period, from, to}})
    return wanted
  })
}
