import {z} from 'zod'
import type {Context, Entry, Lock} from '../../context.ts'
import type {Role} from '../../deeds.ts'
import {refuse, refuseIfAny} from '../../errors.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import {parsed} from '../../parsed.ts'
import {type Day, dayOf} from '../../time.ts'
import {renumber} from '../reports/attempt-numbers.ts'
import {type Decision, DECISIONS, OUTCOMES} from './case-decisions.ts'
import {type Attempts, candidateReasons, caseReasons, type Deciding} from './case-decision-reasons.ts'
import {type CaseFile, caseFile, partiesUnder, type Party, requireUndecided} from './case-file.ts'
import {freePlaces} from '../lists/freed-places.ts'
import {notAParty} from './hear-candidate.ts'
import type {Case} from '../model.ts'
import type {DeliveryStores} from '../store.ts'
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
  return ctx.write('case.decide', {lock: await toLock(ctx, wanted.case)}, async (stores, entry) => {
    const file = await caseFile(stores, wanted.case)
    const parties = meant(file, wanted)
    const attempts = await attemptsOf(stores, parties)
    const established = await stores.delivery.established([...attempts.values()].map(({id}) => id))
    const deciding = {decision: wanted.decision, parties, attempts, established}
    const may = await partiesUnder(stores, entry, {deed: 'case.decide', parties})
    refuseIfAny('case', [...caseReasons(file.case, entry.role), ...candidateReasons(file.case, {...deciding, may})])
    await apply(stores, entry, deciding)
    const undecided = await record(ctx, stores, {entry, found: file.case, parties, wanted})
    const answer = await decided(stores, entry, {found: file.case, parties, wanted, undecided})
    const takenOn = await dayOfSession(stores, file.case)
    await stores.outbox.post(letters(parties, {...answer, takenOn, reason: wanted.reason, role: entry.role}))
    return answer
  })
}

type Wanted = z.output<typeof DecideCase>

async function toLock(ctx: Context<DeliveryStores>, key: string): Promise<Lock> {
  return ctx.read('case.read', async ({cases, caseCandidates, enrolments, pools}) => {
    const {id, sessionId} = await cases.get(key)
    const candidates = await caseCandidates.all({caseId: id})
    const held = await enrolments.all({id: candidates.map(({enrolmentId}) => enrolmentId)})
    const sessions = [...new Set(held.map((enrolment) => enrolment.sessionId))]
    return {
      person: [...new Set(candidates.map(({personId}) => personId))],
      session: sessionId === null ? [] : [sessionId],
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

type Decided = Readonly<{found: Case; parties: readonly Party[]; wanted: Wanted}>

/** Writes the decision in the case; answers on how many candidates it is still to be decided. */
async function record(
  ctx: Context<DeliveryStores>,
  stores: DeliveryStores,
  {entry, found, parties, wanted: {decision, reason}}: Decided & Readonly<{entry: Entry}>,
): Promise<number> {
  const change = {decision, decidedBy: entry.person, decidedAt: entry.now}
  await stores.caseCandidates.changeAll({id: parties.map(({candidate}) => candidate.id)}, change)
  const persons = [...new Set(parties.map(({person}) => person.id))]
  const note = {caseId: found.id, kind: 'decided', content: reason, at: entry.now, byPersonId: entry.person}
  await stores.caseNotes.add(persons.map((personId) => ({...note, id: ctx.ids.next<string>(), personId})))
  const [progress] = await stores.delivery.caseProgress([found.id])
  const undecided = progress?.undecided ?? 0
  if (undecided === 0) await stores.cases.change(found.id, {state: 'decided', decidedAt: entry.now})
  const facts = {code: found.code, decision, candidates: parties.length, undecided}
  const [only] = persons.length === 1 ? persons : []
  entry.note({about: ['case', found.id], facts, text: reason, ...(only ? {for: only} : {})})
  return undecided
}

async function decided(
  stores: DeliveryStores,
  entry: Entry,
  {found, parties, wanted: {decision}, undecided}: Decided & Readonly<{undecided: number}>,
): Promise<DecidedCase> {
  const {zone, policy} = await theInstitution(stores)
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

async function dayOfSession({sessions}: DeliveryStores, {sessionId}: Case): Promise<Day | null> {
  const [session] = sessionId === null ? [] : await sessions.history({id: sessionId})
  return session?.onDate ?? null
}

type Told = DecidedCase & Readonly<{takenOn: Day | null; reason: string; role: Role}>

function letters(parties: readonly Party[], told: Told): readonly QueuedLetter[] {
  const {case: code, takenOn, decision, decidedOn, appealUntil, reason, role} = told
  const decidedBy = role === 'functionary' ? 'functionary' : 'board'
  const said = {case: code, takenOn, decision, decidedOn, decidedBy, reason, appealUntil}
  return [...Map.groupBy(parties, ({person}) => person.id)].map(([person, own]) => ({
    person,
    letter: 'case-decided',
    data: {...said, exams: own.map(({exam}) => ({code: exam.code, name: exam.name}))},
  }))
}
