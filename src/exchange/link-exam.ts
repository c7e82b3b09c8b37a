import type {Context} from '../context.ts'
import {ExamError, notFound} from '../errors.ts'
import type {ExternalRecord} from './model.ts'
import type {ExchangeStores} from './store.ts'
import {takeWaiting} from './take-records.ts'

/** An exam of a SIS that is linked now, and the registrations that could be taken with it. */
export type LinkedExam = Readonly<{party: string; external: string; exam: string; registrations: number}>

/**
 * Says which of our exams another system's exam is, by its id or code there; what waited for it is taken in.
 *
 * @throws ExamError `party.not-found`, `exam.not-found`, `external-exam.not-found`, `exam.several`
 */
export async function linkExam(
  ctx: Context<ExchangeStores>,
  {party: code, external, exam: named}: Readonly<{party: string; external: string; exam: string}>,
): Promise<LinkedExam> {
  const party = await ctx.read('exchange.read', ({parties}) => parties.get(code))
  await ctx.write('exchange.settle', {}, async (stores, entry) => {
    const exam = await stores.exams.get(named)
    const all = await stores.externals.all({partyId: party.id, kind: 'exam'})
    const found = all.filter(({externalId, body}) => externalId === external || codeOf(body) === external)
    const [row] = found
    if (!row) throw notFound('external-exam', external)
    if (found.length > 1) {
      const message = `${external} is the code of ${found.length} exams there; name one by its id.`
      throw new ExamError('invalid', 'exam.several', message, {ids: found.map(({externalId}) => externalId)})
    }
    const state = row.state === 'waiting' ? 'active' : row.state
    await stores.externals.change(row.id, {examId: exam.id, state, problem: null, changedAt: entry.now})
    entry.note({about: ['exam', exam.id], facts: {party: code, external: row.externalId}})
  })
  const taken = await takeWaiting(ctx, {party: party.id})
  const registrations = taken.filter(({kind}) => kind === 'registration').length
  return {party: code, external, exam: named, registrations}
}

function codeOf(body: ExternalRecord['body']): string | undefined {
  return (body as Readonly<{code?: string}>).code
}
