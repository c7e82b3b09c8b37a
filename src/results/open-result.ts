import type {Context} from '../context.ts'
import {refuse} from '../errors.ts'
import {countingResult} from './counting-result.ts'
import {forTheStudent, type OutcomeText, outcomeText} from './outcome-text.ts'
import {mattersOf} from './result-desk.ts'
import type {ResultStores} from './store.ts'

/** A student's own result, and whether it is the one that counts for the exam. */
export type OpenedResult = OutcomeText & Readonly<{counts: boolean}>

/**
 * Opens the one's own published results of an exam, the latest attempt first; from then on their publication cannot be undone.
 *
 * @throws ExamError `exam.not-found`; `result.refused` with `result.not-published`
 */
export async function openResult(
  ctx: Context<ResultStores>,
  {exam: code}: Readonly<{exam: string}>,
): Promise<readonly OpenedResult[]> {
  const me = ctx.actor.person
  return ctx.write('result.open', {lock: {person: me === null ? [] : [me]}}, async (stores, entry) => {
    const exam = await stores.exams.get(code)
    const filter = {persons: me === null ? [] : [me], exam: exam.id, published: true}
    const fresh = (await mattersOf(stores, filter)).flatMap(({line: {result}}) =>
      result?.openedAt ? [] : (result ?? []),
    )
    await stores.results.changeAll({id: fresh.map(({id}) => id)}, {openedAt: entry.now})
    const published = await mattersOf(stores, filter)
    if (published.length === 0) throw notPublished(exam.code)
    const counting = countingResult(
      published.map(({line}) => line),
      exam,
    )
    if (me !== null) {
      const facts = {exam: exam.code, opened: fresh.length}
      entry.note({about: ['exam', exam.id], for: me, facts})
    }
    return published
      .toReversed()
      .map((matter) => ({...forTheStudent(outcomeText(matter)), counts: matter.line.id === counting?.id}))
  })
}

function notPublished(exam: string): Error {
  const message = `No result of yours for ${exam} is published yet; you get a mail when it is.`
  return refuse('result', [{code: 'result.not-published', message, details: {exam}}])
}
