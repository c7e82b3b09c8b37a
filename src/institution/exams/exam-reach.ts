import type {ExamId} from '../../ids.ts'
import type {InstitutionStores} from '../store.ts'

/** How many programmes have an exam in their plan, how many students are in those, and how many are exempted from it. */
export type ExamReach = Readonly<{programmes: number; students: number; exemptions: number}>

/** Counts whom an exam concerns; it names nobody. */
export async function examReach(
  {
    examPlanEntries,
    programmes,
    people,
    exemptions,
  }: Pick<InstitutionStores, 'examPlanEntries' | 'programmes' | 'people' | 'exemptions'>,
  exam: ExamId,
): Promise<ExamReach> {
  const plans = await examPlanEntries.all({examId: exam})
  const concerned = (await programmes.all()).filter(({crebo, cohort}) =>
    plans.some(
      (plan) => (plan.crebo === '*' || plan.crebo === crebo) && (plan.cohort === null || plan.cohort === cohort),
    ),
  )
  const students = await people.countByProgramme()
  return {
    programmes: concerned.length,
    students: concerned.reduce((sum, {id}) => sum + (students.get(id) ?? 0), 0),
    exemptions: await exemptions.count({examId: exam}),
  }
}
