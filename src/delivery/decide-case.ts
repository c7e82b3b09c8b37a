import {z} from 'zod'
import type {Context, Entry} from '../context.ts'
import {type Reason, refuse, refuseIfAny} from '../errors.ts'
import type {EnrolmentId, PersonId, PoolId} from '../ids.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {QueuedLetter} from '../operation/store.ts'
import {parsed} from '../parsed.ts'
import type {Attempt} from '../registration/model.ts'
import {type Day, dayOf} from '../time.ts'
import {renumber} from './attempt-numbers.ts'
import {type Decision, DECISIONS, OUTCOMES} from './case-decisions.ts'
import {type CaseFile, caseFile, noAuthority, partiesUnder, type Party, requireUndecided} from './case-file.ts'
import {freePlaces} from './freed-places.ts'
import {notAParty} from './hear-candidate.ts'
import type {Case} from './model.ts'
import type {DeliveryStores} from './store.ts'
import {plusWorkingDays} from './working-days.ts'

/** On one student or, without, on everybody on whom it is not decided yet. */
export const DecideCase = z.strictObject({
  case: z.string(),
  student: z.string().optional(),
  exam: z.string().optional(),
  decision: z.enum(DECISIONS),
  reason: z.string().trim().min(1),
})

export type DecidedCase = Readonly<{
  case: string
  decision: Decision
  decided: readonly Readonly<{student: string; exam: string}>[]
  state: Case['state']
  /** On how many candidates it is still to be decided. */
  undecided: number
  decidedOn: Day
  /** The last day for appeal. */
  appealUntil: Day
}>

/**
 * Decides a case on one candidate or on all who are left: his attempt and registration follow, and he gets a letter with the
 * term for appeal. A minor case is decided by a functionary under a mandate or by the board, any other by the board.
 *
 * @throws ExamError `case.not-found`; `case.refused` with `case.over`, `case.not-triaged`, `case.of-the-board`,
 *   `case.no-authority`, `case.not-a-party`, `case.decided-already`, `case.not-heard`, `case.report-not-closed`,
 *   `case.result-established`
 */
export async function decideCase(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof DecideCase>,
): Promise<DecidedCase> {
  const wanted = parsed(DecideCase, input)
  return ctx.write('case.decide', {lock: await caseLock(ctx, wanted.case)}, async (stores, entry) => {
    const file = await caseFile(stores, wanted.case)
    const parties = meant(file, wanted)
    const attempts = await attemptsOf(stores, parties)
    refuseIfAny('case', await reasonsAgainst(stores, entry, {file, parties, attempts, decision: wanted.decision}))
    await apply(stores, entry, {parties, attempts, decision: wanted.decision})
    const answer = await record(ctx, stores, {entry, file, parties, wanted})
    const decidedBy = entry.role === 'functionary' ? 'functionary' : 'board'
    await stores.outbox.post(letters(file.case, parties, {...answer, reason: wanted.reason, decidedBy}))
    return answer
  })
}

type Wanted = z.output<typeof DecideCase>
type Attempts = ReadonlyMap<EnrolmentId, Attempt>

async function caseLock(
  ctx: Context<DeliveryStores>,
  key: string,
): Promise<Readonly<{person: readonly PersonId[]; pool: readonly PoolId[]}>> {
  return ctx.read('case.read', async ({cases, caseCandidates, enrolments, pools}) => {
    const {id} = await cases.get(key)
    const candidates = await caseCandidates.all({caseId: id})
    const held = await enrolments.all({id: candidates.map(({enrolmentId}) => enrolmentId)})
    const sessions = [...new Set(held.map(({sessionId}) => sessionId))]
    return {
      person: [...new Set(candidates.map(({personId}) => personId))],
      pool: (await pools.all({sessionId: sessions})).map((pool) => pool.id),
    }
  })
}

function meant({case: found, parties}: CaseFile, {student, exam}: Wanted): readonly Party[] {
  requireUndecided(found)
  const own = parties.filter(
    (party) =>
      (student === undefined || party.person.studentNumber === student) &&
      (exam === undefined || party.exam.code === exam),
  )
  if (own.length === 0 && student !== undefined) throw notAParty(found.code, student)
  const left = own.filter(({candidate}) => candidate.decision === null)
  if (left.length > 0) return left
  const message = `Case ${found.code} is decided on ${student ?? 'everybody'} whom you may decide on.`
  throw refuse('case', [{code: 'case.decided-already', message, details: {student}}])
}

async function attemptsOf({attempts}: DeliveryStores, parties: readonly Party[]): Promise<Attempts> {
  const made = await attempts.all({enrolmentId: parties.map(({candidate}) => candidate.enrolmentId)})
  return new Map(made.flatMap((attempt) => (attempt.enrolmentId === null ? [] : [[attempt.enrolmentId, attempt]])))
}

type Deciding = Readonly<{parties: readonly Party[]; attempts: Attempts; decision: Decision}>

async function reasonsAgainst(
  stores: DeliveryStores,
  entry: Entry,
  {file, parties, attempts, decision}: Deciding & Readonly<{file: CaseFile}>,
): Promise<readonly Reason[]> {
  const {code, state, severity} = file.case
  const may = new Set(await partiesUnder(stores, entry, {deed: 'case.decide', parties}))
  const {attempt, needsHearing} = OUTCOMES[decision]
  const attemptOf = ({candidate}: Party): Attempt | undefined => attempts.get(candidate.enrolmentId)
  const beyond = parties.filter((party) => !may.has(party))
  return [
    ...(state === 'open'
      ? [
          {
            code: 'case.not-triaged',
            message: `Case ${code} is not triaged yet; do that first with: ontrac case triage ${code}`,
          },
        ]
      : []),
    ...(severity === 'board' && entry.role !== 'board'
      ? [{code: 'case.of-the-board', message: `Case ${code} is decided by the exam board.`}]
      : []),
    ...(beyond.length > 0 ? [noAuthority(beyond, 'case.decide')] : []),
    ...about(
      'case.not-heard',
      parties,
      ({candidate}) => needsHearing && candidate.heardAt === null,
      `% must be heard first, or asked; record it with: ontrac case hear ${code}`,
    ),
    ...about(
      'case.report-not-closed',
      parties,
      (party) => !attemptOf(party),
      'The report of the session of % is not closed yet; do that first with: ontrac report close',
    ),
    ...about(
      'case.result-established',
      parties,
      (party) => attempt !== null && (attemptOf(party)?.score ?? null) !== null,
      'The result of % is established; reopen it first with: ontrac result reopen',
    ),
  ]
}

function about(
  code: string,
  parties: readonly Party[],
  holds: (party: Party) => boolean,
  message: string,
): readonly Reason[] {
  const students = [...new Set(parties.filter(holds).map(({person}) => person.studentNumber ?? ''))]
  return students.length === 0 ? [] : [{code, message: message.replace('%', students.join(', ')), details: {students}}]
}

async function apply(stores: DeliveryStores, entry: Entry, {parties, attempts, decision}: Deciding): Promise<void> {
  const {attempt, registration} = OUTCOMES[decision]
  const concerned = parties.flatMap(({candidate}) => attempts.get(candidate.enrolmentId) ?? [])
  if (attempt === null) return
  await stores.attempts.changeAll({id: concerned.map(({id}) => id)}, attempt)
  await renumber(stores, concerned)
  const enrolments = await stores.enrolments.all({id: parties.map(({candidate}) => candidate.enrolmentId)})
  if (registration === 'placed-again') await freePlaces(stores, entry, {enrolments, reason: 'new-sitting'})
  // One that was placed again by another case since is not used up by this one.
  if (registration === 'used')
    await stores.registrations.changeAll(
      {id: enrolments.map(({registrationId}) => registrationId), state: 'agreed'},
      {state: 'used', closedAt: entry.now},
    )
}

async function record(
  ctx: Context<DeliveryStores>,
  stores: DeliveryStores,
  {
    entry,
    file: {case: found},
    parties,
    wanted: {decision, reason},
  }: Readonly<{entry: Entry; file: CaseFile; parties: readonly Party[]; wanted: Wanted}>,
): Promise<DecidedCase> {
  const decided = {decision, decidedBy: entry.person, decidedAt: entry.now}
  await stores.caseCandidates.changeAll({id: parties.map(({candidate}) => candidate.id)}, decided)
  const persons = [...new Set(parties.map(({person}) => person.id))]
  const note = {caseId: found.id, kind: 'decided', content: reason, at: entry.now, byPersonId: entry.person}
  await stores.caseNotes.add(persons.map((personId) => ({...note, id: ctx.ids.next<string>(), personId})))
  const [progress] = await stores.delivery.caseProgress([found.id])
  const undecided = progress?.undecided ?? 0
  if (undecided === 0) await stores.cases.change(found.id, {state: 'decided', decidedAt: entry.now})
  const {zone, policy} = await theInstitution(stores)
  const facts = {code: found.code, decision, candidates: parties.length, undecided}
  entry.note({
    about: ['case', found.id],
    facts,
    text: reason,
    ...(persons.length === 1 && persons[0] ? {for: persons[0]} : {}),
  })
  const decidedOn = dayOf(entry.now, zone)
  return {
    case: found.code,
    decision,
    decidedOn,
    decided: parties.map(({person, exam}) => ({student: person.studentNumber ?? '', exam: exam.code})),
    state: undecided === 0 ? 'decided' : found.state,
    undecided,
    appealUntil: plusWorkingDays(decidedOn, policy.appealWorkingDays),
  }
}

type Told = Pick<DecidedCase, 'decision' | 'decidedOn' | 'appealUntil'> &
  Readonly<{reason: string; decidedBy: 'board' | 'functionary'}>

function letters(
  {code}: Case,
  parties: readonly Party[],
  {decision, decidedOn, decidedBy, appealUntil, reason}: Told,
): readonly QueuedLetter[] {
  return [...Map.groupBy(parties, ({person}) => person.id)].map(([person, own]) => ({
    person,
    letter: 'case-decided',
    data: {
      case: code,
      exams: own.map(({exam}) => ({code: exam.code, name: exam.name})),
      decision,
      decidedOn,
      decidedBy,
      reason,
      appealUntil,
    },
  }))
}
