import type {Access, Context} from '../context.ts'
import type {AttemptId} from '../ids.ts'
import {forTheStudent, type OutcomeText, outcomeText} from './outcome-text.ts'
import {withCases} from './result-desk.ts'
import type {ResultState} from './result-state.ts'
import type {OutcomeFilter, ResultStores} from './store.ts'

/** Which results to list, by code; `after` is the {@link ResultLine.id} of the last one seen. */
export type ListResults = Readonly<{
  session?: string | undefined
  exam?: string | undefined
  student?: string | undefined
  period?: string | undefined
  group?: string | undefined
  states?: readonly ResultState[] | undefined
  after?: string | undefined
  limit?: number | undefined
}>

/**
 * A result in a list; `id` is the attempt's, to page on. That it is under investigation is told to the school, and in which
 * case only to whom that is for.
 */
export type ResultLine = OutcomeText & Readonly<{id: AttemptId; underInvestigation: boolean}>

const PAGE = 500

/**
 * Results in the order of names, a page at a time (default 100), within the reach of the one who looks. A teacher sees what came in at
 * once; a student sees that a result is published, and its score once he has opened it (features C3).
 *
 * @throws ExamError `<noun>.not-found`
 */
export async function listResults(
  ctx: Context<ResultStores>,
  {states = [], limit = 100, ...named}: ListResults = {},
): Promise<readonly ResultLine[]> {
  return ctx.read('result.read', async (stores, access) => {
    let filter = await listed(stores, named)
    const found: ResultLine[] = []
    for (;;) {
      const lines = await stores.outcomes.list({...filter, byName: true, limit: PAGE})
      const texts = (await withCases(stores, lines)).map((matter) => ({
        ...shown(outcomeText(matter), access),
        id: matter.line.id,
        underInvestigation: access.role !== 'student' && matter.cases.length > 0,
      }))
      found.push(...texts.filter(({state}) => states.length === 0 || states.includes(state)))
      const last = lines.at(-1)
      if (lines.length < PAGE || found.length >= limit || !last) return found.slice(0, limit)
      filter = {...filter, after: last.id}
    }
  })
}

/** What the one who looks may see of it. */
export function shown(text: OutcomeText, {role}: Access): OutcomeText {
  return role === 'student' ? forTheStudent(text) : text
}

async function listed(
  stores: ResultStores,
  {session, exam, student, period, group, after}: Omit<ListResults, 'states' | 'limit'>,
): Promise<OutcomeFilter> {
  return {
    ...(session === undefined ? {} : {session: (await stores.sessions.get(session)).id}),
    ...(exam === undefined ? {} : {exam: (await stores.exams.get(exam)).id}),
    ...(student === undefined ? {} : {persons: [(await stores.students.get(student)).id]}),
    ...(period === undefined ? {} : {period: (await stores.periods.get(period)).id}),
    ...(group === undefined ? {} : {group: (await stores.groups.get(group)).id}),
    ...(after === undefined ? {} : {after: after as AttemptId}),
  }
}
