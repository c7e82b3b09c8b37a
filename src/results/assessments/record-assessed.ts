import type {Context} from '../../context.ts'
import {type IncomingResult, recordResults} from '../record-results.ts'
import type {ResultStores} from '../store.ts'
import {type Assessed, assessedSession} from './assessed-session.ts'

/** How many judgements became results. */
export type RecordedAssessments = Readonly<{session: string; recorded: number; waiting: number}>

/**
 * Makes results of what the assessors of a session agreed on and signed, of candidates whose attempt is there: timed work after
 * signing and after the report is closed. Done twice it changes nothing.
 *
 * @throws ExamError `session.not-found`
 */
export async function recordAssessed(
  ctx: Context<ResultStores>,
  {session: key}: Readonly<{session: string}>,
): Promise<RecordedAssessments> {
  const {id, persons} = await ctx.read('result.read', async (stores, access) => {
    const {session, assessed} = await assessedSession(stores, access, key)
    return {id: session.id, persons: assessed.filter(isSettled).map(({candidate}) => candidate.person.id)}
  })
  return ctx.write('result.record', {lock: {person: persons}}, async (stores, entry) => {
    const {session, assessed} = await assessedSession(stores, entry, id)
    const settled = assessed.filter(isSettled)
    const codes = await staffCodes(stores, settled)
    const rows = settled.map((each) => incoming(each, session.code, codes))
    const recording = {ctx, entry, source: 'assessors', giver: null}
    const outcomes = rows.length === 0 ? [] : await recordResults(stores, recording, rows)
    const recorded = outcomes.filter((outcome) => 'recorded' in outcome).length
    return {session: session.code, recorded, waiting: assessed.length - recorded}
  })
}

function isSettled({state, judgements}: Assessed): boolean {
  return state === 'agreed' && judgements.every(({signedAt}) => signedAt !== null)
}

async function staffCodes({persons}: ResultStores, settled: readonly Assessed[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(settled.flatMap(({judgements}) => judgements.map(({assessorId}) => assessorId)))]
  return new Map((await persons.history({id: ids})).map(({id, staffCode}) => [id, staffCode ?? '']))
}

function incoming(
  {candidate, judgements}: Assessed,
  session: string,
  codes: ReadonlyMap<string, string>,
): IncomingResult {
  const [first] = judgements
  const scoredBy = codes.get(first?.assessorId ?? '')
  return {
    student: candidate.person.studentNumber ?? '',
    exam: candidate.exam.code,
    session,
    ...(first === undefined ? {} : {score: first.score}),
    ...(scoredBy ? {scoredBy} : {}),
    final: false,
  }
}
