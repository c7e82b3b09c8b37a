import type {Context, Entry} from '../context.ts'
import {ResultRecord} from '../connector.ts'
import type {Enrolment} from '../enrolment/model.ts'
import {notFound} from '../errors.ts'
import type {PartyId} from '../ids.ts'
import type {Json} from '../json.ts'
import {parsed} from '../parsed.ts'
import {type IncomingResult, recordResults} from '../results/record-results.ts'
import {keepDocuments} from './keep-documents.ts'
import type {ExternalRecord} from './model.ts'
import type {ExchangeStores} from './store.ts'

/** What became of a result that came in: kept, and used as far as that goes already. */
export type TakenResult = Readonly<{participation: string; state: 'done' | 'waiting'; problem: string | null}>

/** A result waits for these to pass; every other problem is for the office. */
const PASSING: readonly string[] = ['result.session-not-reported', 'result.no-attempt']
const PORTION = 200

/**
 * Takes in results of participations (flow 3): each said in part or again, in any order. A valid one is always taken, also of a
 * participation that was cancelled or has ended; it waits until the session's report is closed, and what differs from an
 * established result is held for the board.
 *
 * @throws ExamError `input.invalid`; `participation.not-found` for an id that is not ours, and then none is taken
 */
export async function takeResults(
  ctx: Context<ExchangeStores>,
  {party, results}: Readonly<{party: PartyId; results: readonly unknown[]}>,
): Promise<readonly TakenResult[]> {
  const said = results.map((result) => parsed(ResultRecord, result))
  const taken: TakenResult[] = []
  for (let i = 0; i < said.length; i += PORTION)
    taken.push(...(await takePortion(ctx, party, said.slice(i, i + PORTION))))
  return taken
}

async function takePortion(
  ctx: Context<ExchangeStores>,
  party: PartyId,
  said: readonly ResultRecord[],
): Promise<readonly TakenResult[]> {
  const ids = [...new Set(said.map(({participation}) => participation))]
  const enrolments = await ctx.read('exchange.read', ({enrolments: all}) => all.history({id: ids as Enrolment['id'][]}))
  const known = new Map<string, Enrolment>(enrolments.map((enrolment) => [enrolment.id, enrolment]))
  const missing = ids.find((id) => !known.has(id))
  if (missing !== undefined) throw notFound('participation', missing)
  const person = [...new Set(enrolments.map(({personId}) => personId))]
  return ctx.write('exchange.take', {lock: {person}}, async (stores, entry) => {
    const before = await stores.externals.all({partyId: party, kind: 'result', externalId: ids})
    const rows = new Map(before.map((row) => [row.externalId, row]))
    for (const one of said) {
      const enrolment = known.get(one.participation)
      if (enrolment)
        rows.set(one.participation, merged(ctx, entry, {party, one, enrolment}, rows.get(one.participation)))
    }
    const kept = await applied(ctx, stores, entry, [...rows.values()])
    await stores.exchange.keepExternals(kept)
    await keepDocuments(ctx, stores, entry, kept)
    return kept.map(({externalId, state, problem}) => ({
      participation: externalId,
      state: state === 'waiting' ? 'waiting' : 'done',
      problem,
    }))
  })
}

type Merging = Readonly<{party: PartyId; one: ResultRecord; enrolment: Enrolment}>

/** What is said stands instead of what was; null takes it away. */
function merged(
  {ids}: Pick<Context<ExchangeStores>, 'ids'>,
  {now}: Entry,
  {party, one, enrolment}: Merging,
  before: ExternalRecord | undefined,
): ExternalRecord {
  const said = Object.entries(one).filter(([, value]) => value !== undefined)
  const all = {...(before?.body as object | undefined), ...Object.fromEntries(said)}
  return {
    id: before?.id ?? ids.next<string>(),
    partyId: party,
    kind: 'result',
    externalId: one.participation,
    state: 'waiting',
    examId: null,
    problem: null,
    body: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as Json,
    personId: enrolment.personId,
    registrationId: enrolment.registrationId,
    enrolmentId: enrolment.id,
    changedAt: now,
    version: before?.version ?? 1,
  }
}

/** The rows with what came of handing them to the results. */
async function applied(
  ctx: Context<ExchangeStores>,
  stores: ExchangeStores,
  entry: Entry,
  rows: readonly ExternalRecord[],
): Promise<readonly ExternalRecord[]> {
  if (rows.length === 0) return []
  const incoming = await asIncoming(stores, rows)
  const usable = rows.filter(({externalId}) => incoming.has(externalId))
  const party = await stores.parties.get(rows[0]?.partyId ?? '')
  const recording = {ctx, entry, source: `party:${party.code}`, giver: null}
  const outcomes = await recordResults(
    stores,
    recording,
    usable.flatMap(({externalId}) => incoming.get(externalId) ?? []),
  )
  return rows.map((row) => {
    const at = usable.indexOf(row)
    if (at < 0) return {...row, state: 'done', problem: 'result.empty'}
    const outcome = outcomes[at]
    if (!outcome || !('reason' in outcome)) return {...row, state: 'done', problem: null}
    const {code} = outcome.reason
    return {...row, state: PASSING.includes(code) ? 'waiting' : 'done', problem: code}
  })
}

/** Results as the results phase takes them: by student, exam and session. */
async function asIncoming(
  stores: ExchangeStores,
  rows: readonly ExternalRecord[],
): Promise<ReadonlyMap<string, IncomingResult>> {
  const facts = await stores.exchange.participationFacts(rows.map(({externalId}) => externalId))
  const sessions = await stores.exchange.sessionFacts([...facts.values()].map(({sessionExamId}) => sessionExamId))
  const codes = rows.flatMap(({body}) => (body as Partial<ResultRecord>).assessor ?? [])
  const staff = new Set((await stores.staff.all({staffCode: codes})).map(({staffCode}) => staffCode))
  const incoming = new Map<string, IncomingResult>()
  for (const {externalId, body} of rows) {
    const fact = facts.get(externalId)
    const at = fact && sessions.get(fact.sessionExamId)
    const {attendance, score, final, assessor} = body as Partial<ResultRecord>
    const student = fact?.person.studentNumber
    if (!at || !student || (attendance === undefined && score === undefined)) continue
    incoming.set(externalId, {
      student,
      exam: at.exam.code,
      session: at.session.code,
      final: final ?? false,
      ...(attendance ? {attendance} : {}),
      ...(score ? {score} : {}),
      ...(assessor && staff.has(assessor) ? {scoredBy: assessor} : {}),
    })
  }
  return incoming
}

/** Tries again the results that waited, now that more reports are closed. Answers how many were taken. */
export async function applyWaitingResults(
  ctx: Context<ExchangeStores>,
  {party}: Readonly<{party: PartyId}>,
): Promise<number> {
  const waiting = await ctx.read('exchange.read', ({externals}) =>
    externals.all({partyId: party, kind: 'result', state: 'waiting'}, {limit: PORTION * 10}),
  )
  let done = 0
  for (let i = 0; i < waiting.length; i += PORTION) {
    const portion = waiting.slice(i, i + PORTION)
    const person = [...new Set(portion.flatMap(({personId}) => personId ?? []))]
    done += await ctx.write('exchange.take', {lock: {person}}, async (stores, entry) => {
      const now = await stores.externals.all({id: portion.map(({id}) => id), state: 'waiting'})
      const rows = await applied(ctx, stores, entry, now)
      const settled = rows.filter(({state, problem}, at) => state !== 'waiting' || problem !== now[at]?.problem)
      await stores.exchange.keepExternals(settled)
      return rows.filter(({state}) => state === 'done').length
    })
  }
  return done
}
