import {z} from 'zod'
import type {Context} from '../../context.ts'
import {parsed} from '../../parsed.ts'
import {CohortText, PlanCreboText} from './crebo-text.ts'
import {type ExamReach, examReach} from './exam-reach.ts'
import type {ExamPlanEntry} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** Which crebos' exam plans hold an exam from now on, for one cohort or all, and which no longer do. */
export const SetExamPlan = z.strictObject({
  exam: z.string().trim().min(1),
  add: z.array(PlanCreboText).default([]),
  end: z.array(PlanCreboText).default([]),
  cohort: CohortText.nullable().default(null),
  externalCode: z.string().trim().min(1).nullable().default(null),
})

/** The plan entries of an exam after a change, and whom the exam concerns now. */
export type ExamPlan = Readonly<{
  exam: string
  plans: readonly Readonly<{crebo: string; cohort: string | null; externalCode: string | null}>[]
  reach: ExamReach
}>

/** Changes the exam plans that hold an exam; twice is once. @throws ExamError `exam.not-found` */
export async function setExamPlan(
  ctx: Context<InstitutionStores>,
  input: z.input<typeof SetExamPlan>,
): Promise<ExamPlan> {
  const {exam: code, add, end, cohort, externalCode} = parsed(SetExamPlan, input)
  return ctx.write('exam.change', {}, async (stores, entry) => {
    const exam = await stores.exams.get(code)
    // One that is given again takes the external code it is given with.
    const gone = [...new Set([...end, ...add])]
    if (gone.length > 0)
      await stores.examPlanEntries.changeAll({examId: exam.id, crebo: gone, cohort}, {endedAt: entry.now})
    const fresh = [...new Set(add)].map((crebo): ExamPlanEntry => {
      return {id: ctx.ids.next(), examId: exam.id, crebo, cohort, externalCode, endedAt: null}
    })
    if (fresh.length > 0) await stores.examPlanEntries.add(fresh)
    const plans = await stores.examPlanEntries.all({examId: exam.id})
    const reach = await examReach(stores, exam.id)
    entry.note({about: ['exam', exam.id], facts: {code: exam.code, added: add, ended: end, cohort, ...reach}})
    return {
      exam: exam.code,
      plans: plans.map((each) => ({crebo: each.crebo, cohort: each.cohort, externalCode: each.externalCode})),
      reach,
    }
  })
}
