import type {Context} from '../../context.ts'
import type {InstitutionStores} from '../store.ts'

/** An exemption as people read it; without a part it is from the whole exam. */
export type ExemptionView = Readonly<{
  student: string
  exam: string
  part: string | null
  decidedOn: string
  basis: string
  grade: string | null
}>

/** Of which student or exam, by code. */
export type ExemptionFilter = Readonly<{student?: string | undefined; exam?: string | undefined}>

/** Exemptions within reach, oldest first. @throws ExamError `student.not-found`, `exam.not-found` */
export async function listExemptions(
  ctx: Context<InstitutionStores>,
  {student, exam}: ExemptionFilter = {},
): Promise<readonly ExemptionView[]> {
  return ctx.read('people.read', async (stores) => {
    const found = await stores.exemptions.all({
      ...(student === undefined ? {} : {personId: (await stores.students.get(student)).id}),
      ...(exam === undefined ? {} : {examId: (await stores.exams.get(exam)).id}),
    })
    const persons = await stores.persons.history({id: [...new Set(found.map(({personId}) => personId))]})
    const numbers = new Map(persons.map(({id, studentNumber}) => [id, studentNumber]))
    const exams = new Map((await stores.exams.history()).map(({id, code}) => [id, code]))
    const parts = new Map((await stores.examParts.history()).map(({id, code}) => [id, code]))
    return found.map(({personId, examId, partId, decidedOn, basis, grade}) => ({
      student: numbers.get(personId) ?? '',
      exam: exams.get(examId) ?? '',
      part: partId === null ? null : (parts.get(partId) ?? ''),
      decidedOn,
      basis,
      grade,
    }))
  })
}
