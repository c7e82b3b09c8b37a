import {IncomingRecord, type RecordOf} from '../connector.ts'
import type {PersonId} from '../ids.ts'
import type {Period} from '../institution/model.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {addRegistrations, type Outcome} from '../registration/add-registrations.ts'
import {type Candidate, prepareRegistrations} from '../registration/prepare-registrations.ts'
import {resitLetter, withGivenAttempt} from '../results/grant-resit.ts'
import {subjectOf} from '../results/resit-file.ts'
import {dayOf} from '../time.ts'
import type {QueuedLetter} from '../operation/store.ts'
import type {Intake} from './intake.ts'
import {TO_WITHDRAW} from './to-withdraw.ts'

/** Why a registration of the SIS came in after the term: kept with it. */
const FROM_THE_SIS = 'Ontvangen van het studentinformatiesysteem.'

type Ready = Readonly<{record: RecordOf<'registration'>; candidate: Candidate}>

/**
 * Students whom the SIS registered for exams (toetsinschrijvingen). Somebody registered already is linked and not refused; what
 * keeps one from being registered is a difference for the office, and it waits. Employees' associations are passed over.
 *
 * The SIS owns the attempts: that none is left by our own count is no obstacle. A resit that waited for the SIS goes on.
 */
export async function takeRegistrations(intake: Intake, records: readonly RecordOf<'registration'>[]): Promise<void> {
  if (records.length === 0) return
  const ready: Ready[] = []
  const periodOf = await periodsOf(intake)
  for (const record of records) {
    const known = intake.find('registration', record.id)
    if (intake.isSame(record) && known?.problem === null) intake.did(record, 'same')
    else if (record.role !== 'student') {
      intake.keep(record, {personId: intake.find('person', record.person)?.personId ?? null})
      intake.did(record, 'same')
    } else if (record.state === 'cancelled') cancel(intake, record)
    else if (known?.registrationId && known.problem === null) {
      intake.keep(record, {})
      intake.did(record, 'updated')
    } else prepare(intake, record, {periodOf, ready})
  }
  await register(intake, ready)
}

function cancel(intake: Intake, record: RecordOf<'registration'>): void {
  const known = intake.find('registration', record.id)
  if (known?.registrationId) intake.keep(record, {state: 'waiting', problem: TO_WITHDRAW})
  else intake.keep(record, {personId: intake.find('person', record.person)?.personId ?? null})
  intake.did(record, 'cancelled')
}

function prepare(
  intake: Intake,
  record: RecordOf<'registration'>,
  {periodOf, ready}: Readonly<{periodOf: (exam: RecordOf<'exam'>) => Period | undefined; ready: Ready[]}>,
): void {
  const wait = (problem: string): void => {
    intake.keep(record, {state: 'waiting', problem, personId: personId ?? null})
    intake.did(record, 'waiting', problem)
  }
  const personId = intake.find('person', record.person)?.personId
  const offered = intake.find('exam', record.exam)
  if (!personId) return wait('person.unknown')
  if (!offered?.examId) return wait('exam.unknown')
  if (offered.state === 'cancelled') return wait('exam.cancelled')
  const exam = IncomingRecord.parse(offered.body) as RecordOf<'exam'>
  const period = periodOf(exam)
  if (!period) return wait('registration.no-period')
  const {examId} = offered
  const late = {late: true, reason: FROM_THE_SIS}
  ready.push({record, candidate: {personId, examId, periodId: period.id, source: 'sis', sourceId: record.id, ...late}})
}

/** The first open period that has a day in common with the exam's, and is not over. */
async function periodsOf({stores, entry}: Intake): Promise<(exam: RecordOf<'exam'>) => Period | undefined> {
  const {zone} = await theInstitution(stores)
  const today = dayOf(entry.now, zone)
  const open = (await stores.periods.all({state: 'open'}))
    .filter(({toOn}) => toOn >= today)
    .toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
  return ({from, to}) => open.find(({fromOn, toOn}) => fromOn <= dayOf(to, zone) && dayOf(from, zone) <= toOn)
}

async function register(intake: Intake, ready: readonly Ready[]): Promise<void> {
  if (ready.length === 0) return
  const {stores, entry, ctx} = intake
  const prepared = await prepareRegistrations(
    stores,
    entry,
    ready.map(({candidate}) => candidate),
  )
  const owned = []
  for (const one of prepared) {
    const beyond = one.does === 'refuse' && one.reasons.some(({code}) => code === 'registration.no-attempts-left')
    owned.push(beyond ? await withGivenAttempt(stores, entry, one) : one)
  }
  const outcomes = await addRegistrations(stores, entry, ctx.ids, owned)
  for (const [i, {record, candidate}] of ready.entries()) settle(intake, record, candidate, outcomes[i])
  await continueResits(intake, ready, outcomes)
}

function settle(
  intake: Intake,
  record: RecordOf<'registration'>,
  {personId, examId}: Candidate,
  outcome: Outcome | undefined,
): void {
  const links = {personId, examId}
  if (!outcome || outcome.did === 'refused') {
    const problem = outcome?.reasons[0]?.code ?? 'registration.refused'
    intake.keep(record, {...links, state: 'waiting', problem})
    return intake.did(record, 'waiting', problem)
  }
  const {registration} = outcome
  // What somebody else had asked for already may say more, or something else, than the SIS: the office looks at it.
  const differs = outcome.did === 'linked' && registration.source !== 'sis' ? 'registration.linked' : null
  intake.keep(record, {...links, registrationId: registration.id, problem: null})
  intake.did(record, outcome.did === 'linked' ? 'linked' : 'created', differs)
  intake.entry.note({
    about: ['registration', registration.id],
    for: personId,
    facts: {code: registration.code, did: outcome.did, from: record.id},
  })
}

/** A resit that was granted and waited for an attempt of the SIS has it now. */
async function continueResits(intake: Intake, ready: readonly Ready[], outcomes: readonly Outcome[]): Promise<void> {
  const {stores, entry} = intake
  const persons: PersonId[] = [...new Set(ready.map(({candidate}) => candidate.personId))]
  const waiting = await stores.resits.all({personId: persons, state: 'waits-for-sis'})
  const letters: QueuedLetter[] = []
  for (const request of waiting) {
    const at = ready.findIndex(
      ({candidate: {personId, examId}}) => personId === request.personId && examId === request.examId,
    )
    const outcome = outcomes[at]
    if (!outcome || outcome.did === 'refused') continue
    const {registration} = outcome
    await stores.resits.change(request.id, {state: 'granted', registrationId: registration.id})
    const period = (await stores.periods.get(registration.periodId)).code
    const {exam} = await subjectOf(stores, request)
    letters.push(await resitLetter(stores, entry, {request, file: {exam}, decision: 'granted', period, reason: ''}))
    entry.note({about: ['resit', request.id], for: request.personId, facts: {code: request.code, decision: 'granted'}})
  }
  await stores.outbox.post(letters)
}
