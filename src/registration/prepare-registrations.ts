import type {Access} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {AttemptId, LocationId} from '../ids.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {Registration} from './model.ts'
import {pairKey, type RegistrationFacts, registrationFacts, type RegistrationPair} from './registration-facts.ts'
import {isLate, registrationReasons} from './registration-reasons.ts'
import type {RegistrationStores} from './store.ts'

/** Somebody to register for an exam in a period. */
export type Candidate = RegistrationPair &
  Readonly<{
    source: Registration['source']
    /** The SIS's own id of it. */
    sourceId?: string | null
    /** Where the student would like to take it. */
    locationId?: LocationId | null
    /** After the term: the office only, with a reason. */
    late?: boolean
    reason?: string
    /** A remark to keep with it. */
    remark?: string
    /** The attempt that is taken again. */
    resitOf?: AttemptId | null
  }>

/** What becomes of a candidate: a new registration, a link from the SIS's to an open one, or nothing, for reasons. */
export type Prepared = Readonly<{candidate: Candidate}> &
  (
    | Readonly<{does: 'add'; state: 'wanted' | 'agreed'; late: boolean; facts: RegistrationFacts}>
    | Readonly<{does: 'link'; to: Registration}>
    | Readonly<{does: 'refuse'; reasons: readonly Reason[]}>
  )

/** More than this at once makes statements long; a step of a run has as many (design rule 2). */
const BATCH = 500

/**
 * Decides for many candidates whether each may be registered, in the order given; a student who stands twice for one exam
 * is registered by the first. Reads only: apply it in the same transaction, under the students' locks, with
 * {@link addRegistrations}.
 */
export async function prepareRegistrations(
  stores: RegistrationStores,
  access: Access,
  candidates: readonly Candidate[],
): Promise<readonly Prepared[]> {
  const {zone} = await theInstitution(stores)
  const taken = new Set<string>()
  const prepared: Prepared[] = []
  for (let i = 0; i < candidates.length; i += BATCH) {
    const batch = candidates.slice(i, i + BATCH)
    const facts = await registrationFacts(stores, access, batch)
    for (const candidate of batch) {
      const key = pairKey(candidate)
      const one = taken.has(key) ? twice(candidate) : decide(candidate, facts(candidate), access, zone)
      if (one.does === 'add') taken.add(key)
      prepared.push(one)
    }
  }
  return prepared
}

function decide(candidate: Candidate, facts: RegistrationFacts | undefined, access: Access, zone: string): Prepared {
  if (!facts) {
    const message = 'The student, exam or period is not there, or is not one of yours.'
    return {candidate, does: 'refuse', reasons: [{code: 'registration.out-of-reach', message}]}
  }
  if (facts.open && candidate.source === 'sis') return {candidate, does: 'link', to: facts.open.registration}
  const {source, late = false, reason = ''} = candidate
  const reasons = registrationReasons({...facts, source, late, reason, role: access.role, now: access.now, zone})
  if (reasons.length > 0) return {candidate, does: 'refuse', reasons}
  return {candidate, does: 'add', state: firstState(facts, source, access), late: isLate(facts.term, access.now), facts}
}

function twice(candidate: Candidate): Prepared {
  const message = 'The same student is registered for the same exam more than once here; once is enough.'
  return {candidate, does: 'refuse', reasons: [{code: 'registration.twice', message}]}
}

/** A student's teacher is the team, so that what she asks is agreed; a resit was decided on already. */
function firstState({exam}: RegistrationFacts, source: Registration['source'], {role}: Access): 'wanted' | 'agreed' {
  return exam.rules.consent && source !== 'resit' && role !== 'teacher' ? 'wanted' : 'agreed'
}
