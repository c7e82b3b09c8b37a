import type {Context} from '../context.ts'
import {type ResultRecord, ResultRecord as Schema} from '../connector.ts'
import {parsed} from '../parsed.ts'
import {cannot, withParty} from './pull-party.ts'
import type {SendPorts} from './send-messages.ts'
import type {ExchangeStores} from './store.ts'
import {takeResults} from './take-results.ts'

/** What a platform had of a session's exams. */
export type PulledResults = Readonly<{party: string; session: string; results: number; waiting: number}>

/**
 * Asks a platform for what it has of a session (flow 3), for results that were not sent or not understood. Asking again changes
 * nothing.
 *
 * @throws ExamError `party.not-found`, `session.not-found`, `party.cannot`, `party.unreachable`
 */
export async function pullResults(
  ctx: Context<ExchangeStores>,
  ports: SendPorts,
  {party: code, session: named}: Readonly<{party: string; session: string}>,
): Promise<PulledResults> {
  const {party, session, told} = await ctx.read('exchange.read', async ({parties, sessions, sessionExams, sent}) => {
    const at = await sessions.get(named)
    const exams = (await sessionExams.history({sessionId: at.id})).map(({id}) => id as string)
    const one = await parties.get(code)
    const known = await sent.all({partyId: one.id, kind: 'session', localId: exams})
    return {party: one, session: at, told: known.map(({localId}) => localId)}
  })
  const found: ResultRecord[] = []
  await withParty(ctx, ports, party, async ({resultsIn}) => {
    if (!resultsIn) throw cannot(party, 'results-in')
    for (const id of told) for await (const result of resultsIn.read(id)) found.push(parsed(Schema, result))
  })
  const taken = await takeResults(ctx, {party: party.id, results: found})
  const waiting = taken.filter(({state}) => state === 'waiting').length
  return {party: code, session: session.code, results: taken.length, waiting}
}
