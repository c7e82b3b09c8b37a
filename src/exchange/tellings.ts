import type {Context} from '../context.ts'
import type {ParticipationOut, PersonOut, ResultOut, SessionOut} from '../connector.ts'
import {ExamError} from '../errors.ts'
import type {Attendance} from '../delivery/reports/report-facts.ts'
import type {Person} from '../institution/model.ts'
import type {Message} from '../operation/records.ts'
import {scoreOn} from '../results/scales.ts'
import {plusMinutes} from '../time.ts'
import type {ExternalRecord, Party} from './model.ts'
import {registeredAt, type Telling} from './queue-untold.ts'
import type {AttemptFacts, ExchangeStores, ParticipationFacts, SessionExamFacts} from './store.ts'

/** What a message says now, as it is sent; `nothing` when what it is about has gone since. */
export type Said =
  | Readonly<{tell: 'session'; session: SessionOut}>
  | Readonly<{tell: 'session-cancelled' | 'participation-cancelled'; id: string}>
  | Readonly<{tell: 'participation'; participation: ParticipationOut; session: SessionOut}>
  | Readonly<{tell: 'result'; result: ResultOut}>
  | Readonly<{tell: 'nothing'}>
  | Readonly<{tell: 'refused'; error: ExamError}>

/** A message and what it says. */
export type Told = Readonly<{message: Message; said: Said}>

/** What messages of one party say, looked up together. */
export async function tellingsOf(
  {hash}: Pick<Context<ExchangeStores>, 'hash'>,
  stores: ExchangeStores,
  party: Party,
  messages: readonly Message[],
): Promise<readonly Told[]> {
  const ids = (...kinds: readonly Telling[]): readonly string[] =>
    messages.filter(({kind}) => kinds.includes(kind as Telling)).map(idOf)
  const people = await stores.exchange.participationFacts(ids('put-participation'))
  const own = [...people.values()].map(({sessionExamId}) => sessionExamId)
  const sessions = await stores.exchange.sessionFacts([...new Set([...ids('put-session'), ...own])])
  const resultOf = await resultsOf(stores, party, ids('send-result'))
  const said = (message: Message): Said => {
    const id = idOf(message)
    switch (message.kind as Telling) {
      case 'put-session':
        return sessionSaid(sessions.get(id))
      case 'cancel-session':
        return {tell: 'session-cancelled', id}
      case 'put-participation':
        return participationSaid(hash, people.get(id), sessions)
      case 'cancel-participation':
        return {tell: 'participation-cancelled', id: participationId(hash, id)}
      case 'send-result':
        return resultOf(id)
    }
  }
  return messages.map((message) => ({message, said: said(message)}))
}

function idOf({body}: Message): string {
  return String((body as Readonly<{id: string}>).id)
}

function sessionSaid(facts: SessionExamFacts | undefined): Said {
  return facts ? {tell: 'session', session: sessionOut(facts)} : {tell: 'nothing'}
}

function sessionOut({id, session, exam, version, room, location}: SessionExamFacts): SessionOut {
  return {
    id,
    code: `${session.code}-${exam.code}`,
    name: `${exam.name} (${session.code})`,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    minutes: version.minutes,
    latestStart: plusMinutes(session.startsAt, Math.min(exam.rules.lateMinutes, session.minutes)),
    place: session.place || [location, room].filter(Boolean).join(' '),
    component: version.componentId,
    triggered: false,
  }
}

function participationSaid(
  hash: Context<ExchangeStores>['hash'],
  facts: ParticipationFacts | undefined,
  sessions: ReadonlyMap<string, SessionExamFacts>,
): Said {
  const at = facts && sessions.get(facts.sessionExamId)
  const gone = facts?.enrolment ? facts.enrolment.endedAt !== null : facts?.duty === null
  if (!facts || !at || gone || facts.person.erasedAt !== null) return {tell: 'nothing'}
  const {localId, person, enrolment, duty} = facts
  const role = enrolment ? 'student' : duty === 'assessor' || duty === 'invigilator' ? duty : 'lead'
  const participation: ParticipationOut = {
    id: participationId(hash, localId),
    session: at.id,
    role,
    person: personOut(person),
    extraMinutes: enrolment?.extraMinutes ?? 0,
    aids: enrolment?.aids ?? [],
  }
  return {tell: 'participation', participation, session: sessionOut(at)}
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A student's participation has the id of his enrolment; an employee's one that follows from his duty and the exam. */
function participationId(hash: Context<ExchangeStores>['hash'], localId: string): string {
  if (!localId.includes(':')) return localId
  const digest = hash.sha256(`participation ${localId}`)
  const parts = [digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`, `8${digest.slice(17, 20)}`]
  return [...parts, digest.slice(20, 32)].join('-')
}

function personOut(person: Person): PersonOut {
  const {studentNumber, staffCode, givenName, prefix, familyName, idCheckName, email, language, eckId, accountId} =
    person
  const id = person.sisId !== null && UUID.test(person.sisId) ? person.sisId : person.id
  return {id, studentNumber, staffCode, givenName, prefix, familyName, idCheckName, email, language, eckId, accountId}
}

async function resultsOf(
  stores: ExchangeStores,
  party: Party,
  attempts: readonly string[],
): Promise<(attempt: string) => Said> {
  const facts = await stores.exchange.attemptFacts(attempts)
  const all = [...facts.values()].map(({attempt}) => attempt)
  const registered = await registeredAt(stores, party, all)
  const registrationId = all.flatMap((attempt) => attempt.registrationId ?? [])
  const siblings = Map.groupBy(await stores.attempts.all({registrationId}), (attempt) => attempt.registrationId)
  const externals = all.flatMap((attempt) => registered(attempt) ?? [])
  const exams = await examsOf(stores, party, externals)
  const came = await cameWith(
    stores,
    all.flatMap(({enrolmentId}) => enrolmentId ?? []),
  )
  return (id) => {
    const fact = facts.get(id)
    const external = fact && registered(fact.attempt)
    if (!fact || !external || fact.attempt.endedAt !== null) return {tell: 'nothing'}
    const {attempt} = fact
    const first = (siblings.get(attempt.registrationId) ?? []).map((each) => each.id).toSorted()[0]
    const isOwn = external.registrationId === attempt.registrationId && first === attempt.id
    try {
      return {
        tell: 'result',
        result: resultOut(fact, external, {isOwn, exam: exams(external), ...came(attempt.enrolmentId)}),
      }
    } catch (error) {
      if (error instanceof ExamError) return {tell: 'refused', error}
      throw error
    }
  }
}

type ExamBody = Readonly<{finalAllowed?: boolean; scale?: Parameters<typeof scoreOn>[0] | null}>
type Came = Readonly<{irregularities: string; documents: ResultOut['documents']}>

/** @throws ExamError `result.not-on-scale` when the score does not fit what the SIS expects */
function resultOut(
  {attempt, result, session}: AttemptFacts,
  external: ExternalRecord,
  {isOwn, exam, irregularities, documents}: Came & Readonly<{isOwn: boolean; exam: ExamBody}>,
): ResultOut {
  const {person, exam: offered} = external.body as Readonly<{person: string; exam: string}>
  const score = attempt.void ? null : (result?.score ?? null)
  const onScale = score === null || !exam.scale ? score : scoreOn(exam.scale, score)
  return {
    registration: external.externalId,
    extra: isOwn ? null : {id: attempt.id, person, exam: offered},
    attempt: attempt.number,
    attendance: attempt.attendance as Attendance,
    score: onScale,
    passed: attempt.void ? null : (result?.passed ?? null),
    final: Boolean(result?.establishedAt) && exam.finalAllowed !== false,
    session: session?.code ?? '',
    takenOn: attempt.takenOn,
    finishedAt: session?.endsAt ?? (`${attempt.takenOn}T00:00:00.000Z` as ResultOut['finishedAt']),
    irregularities,
    documents,
  }
}

async function examsOf(
  {externals}: ExchangeStores,
  party: Party,
  registered: readonly ExternalRecord[],
): Promise<(registered: ExternalRecord) => ExamBody> {
  const examOf = ({body}: ExternalRecord): string => String((body as Readonly<{exam?: string}>).exam ?? '')
  const ids = [...new Set(registered.map(examOf))]
  const rows = await externals.all({partyId: party.id, kind: 'exam', externalId: ids})
  const bodies = new Map(rows.map(({externalId, body}) => [externalId, body as ExamBody]))
  return (row) => bodies.get(examOf(row)) ?? {}
}

/** What the platform told beside the score, from whichever party. */
async function cameWith(
  {externals}: ExchangeStores,
  enrolmentId: readonly NonNullable<ExternalRecord['enrolmentId']>[],
): Promise<(enrolment: string | null) => Came> {
  const rows = Map.groupBy(await externals.all({enrolmentId, kind: ['result', 'document']}), (row) => row.enrolmentId)
  return (enrolment) => {
    const own = rows.get(enrolment as ExternalRecord['enrolmentId']) ?? []
    const said = own.find(({kind}) => kind === 'result')?.body as Readonly<{irregularities?: string}> | undefined
    const documents = own.flatMap(({kind, state, body}) => {
      const {document, type, name} = body as Readonly<Record<string, string | undefined>>
      if (kind !== 'document' || state !== 'done' || document === undefined) return []
      return [{id: document, type: type ?? 'other', name: name ?? 'document'}]
    })
    return {irregularities: said?.irregularities ?? '', documents}
  }
}
