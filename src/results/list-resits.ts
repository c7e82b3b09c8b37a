import type {Context} from '../context.ts'
import type {ResitRequest} from './model.ts'
import {type ResitText, resitText} from './resit-text.ts'
import type {ResultStores} from './store.ts'

/** Which requests to list, by code; `after` is the code of the last one seen. */
export type ListResits = Readonly<{
  student?: string | undefined
  exam?: string | undefined
  states?: readonly ResitRequest['state'][] | undefined
  after?: string | undefined
  limit?: number | undefined
}>

/** Requests for a resit by code, a page at a time (default 100), within reach. @throws ExamError `student.not-found`, `exam.not-found` */
export async function listResits(
  ctx: Context<ResultStores>,
  {student, exam, states = [], after, limit = 100}: ListResits = {},
): Promise<readonly ResitText[]> {
  return ctx.read('resit.read', async (stores) => {
    const lines = await stores.outcomes.resits({
      ...(student === undefined ? {} : {persons: [(await stores.students.get(student)).id]}),
      ...(exam === undefined ? {} : {exam: (await stores.exams.get(exam)).id}),
      ...(states.length === 0 ? {} : {states}),
      ...(after === undefined ? {} : {after}),
      limit,
    })
    return lines.map(resitText)
  })
}
