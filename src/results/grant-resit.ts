import type {Context, Entry} from '../context.ts'
import {plusWorkingDays} from '../delivery/cases/working-days.ts'
import type {Reason} from '../errors.ts'
import type {Period} from '../institution/model.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {QueuedLetter} from '../operation/store.ts'
import {addRegistrations} from '../registration/add-registrations.ts'
import {attemptsLeft} from '../registration/attempt-reasons.ts'
import type {Registration} from '../registration/model.ts'
import {type Prepared, prepareRegistrations} from '../registration/prepare-registrations.ts'
import {registrationFacts} from '../registration/registration-facts.ts'
import {isLate} from '../registration/registration-reasons.ts'
import {dayOf} from '../time.ts'
import type {ResitRequest} from './model.ts'
import type {ResitFile} from './resit-file.ts'
import {lastTaken} from './resit-reasons.ts'
import type {ResultStores} from './store.ts'

/** What a grant comes to: a new registration; waiting for the SIS to give an attempt; or nothing, for reasons. */
export type Granting =
  | Readonly<{registration: Registration}>
  | Readonly<{waits: true}>
  | Readonly<{reasons: readonly Reason[]}>

/** How a resit is granted. `arranged`: the SIS, which owns the attempts, has given another. */
export type Grant = Readonly<{file: ResitFile; period: Period | undefined; arranged?: boolean}>

/**
 * Registers a student for the exam that he takes again (features C4), under his lock. Where the SIS owns the attempts and none
 * is left, it must give one first (design §4); once it is arranged there, the school's own count is no obstacle.
 */
export async function grantResit(
  {ids}: Pick<Context<ResultStores>, 'ids'>,
  stores: ResultStores,
  entry: Entry,
  {file, period, arranged = false}: Grant,
): Promise<Granting> {
  const {attempts, exam, person, student, ownedBySis} = file
  const beyond = ownedBySis && attemptsLeft(attempts, exam.rules) === 0
  if (beyond && !arranged) return {waits: true}
  if (!period) {
    const message = `No open period has time left for ${exam.code}; name one with --period when it is there.`
    return {reasons: [{code: 'resit.no-period', message, details: {student, exam: exam.code}}]}
  }
  const resitOf = lastTaken(attempts)?.id ?? null
  const candidate = {personId: person.id, examId: exam.id, periodId: period.id, source: 'resit' as const, resitOf}
  const [prepared] = await prepareRegistrations(stores, entry, [candidate])
  if (!prepared) throw new Error('One candidate is prepared once')
  const [outcome] = await addRegistrations(stores, entry, ids, [
    beyond ? await withGivenAttempt(stores, entry, prepared) : prepared,
  ])
  if (!outcome) throw new Error('One candidate has one outcome')
  return outcome.did === 'refused' ? {reasons: outcome.reasons} : {registration: outcome.registration}
}

/** The same without the reason that no attempt is left. */
export async function withGivenAttempt(stores: ResultStores, entry: Entry, prepared: Prepared): Promise<Prepared> {
  if (prepared.does !== 'refuse') return prepared
  const {candidate} = prepared
  const reasons = prepared.reasons.filter(({code}) => code !== 'registration.no-attempts-left')
  const facts = (await registrationFacts(stores, entry, [candidate]))(candidate)
  if (reasons.length > 0 || !facts) return {candidate, does: 'refuse', reasons}
  return {candidate, does: 'add', state: 'agreed', late: isLate(facts.term, entry.now), facts}
}

type Told = Readonly<{
  request: Pick<ResitRequest, 'code' | 'personId'>
  decision: 'granted' | 'refused' | 'waits-for-sis'
  file: Pick<ResitFile, 'exam'>
  period: string
  reason: string
}>

/** The letter that tells a student of a decision; a refusal names the last day for appeal. */
export async function resitLetter(
  stores: ResultStores,
  entry: Entry,
  {request, decision, file: {exam}, period, reason}: Told,
): Promise<QueuedLetter> {
  const {policy, zone} = await theInstitution(stores)
  const appealUntil = decision === 'refused' ? plusWorkingDays(dayOf(entry.now, zone), policy.appealWorkingDays) : null
  const data = {decision, exam: exam.code, examName: exam.name, code: request.code, period, reason, appealUntil}
  return {person: request.personId, letter: 'resit-decided', data}
}
