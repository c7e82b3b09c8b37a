import type {Role} from '../../deeds.ts'
import type {Reason} from '../../errors.ts'
import type {AttemptId, EnrolmentId} from '../../ids.ts'
import type {Attempt} from '../../registration/model.ts'
import {type Decision, OUTCOMES} from './case-decisions.ts'
import {noAuthority, type Party} from './case-file.ts'
import type {Case} from '../model.ts'

/** The attempts of the candidates on whom it is decided, by enrolment. */
export type Attempts = ReadonlyMap<EnrolmentId, Attempt>

/** A decision that somebody wants to take on some candidates of a case. */
export type Deciding = Readonly<{
  decision: Decision
  parties: readonly Party[]
  attempts: Attempts
  established: ReadonlySet<AttemptId>
}>

/** Why a case cannot be decided at all by somebody in this role: nobody said who decides, or it is the board's. */
export function caseReasons({code, state, severity}: Case, role: Role): readonly Reason[] {
  const triage = `Case ${code} is not triaged yet; do that first with: ontrac case triage ${code}`
  const board = `Case ${code} is decided by the exam board.`
  return [
    ...(state === 'open' ? [{code: 'case.not-triaged', message: triage}] : []),
    ...(severity === 'board' && role !== 'board' ? [{code: 'case.of-the-board', message: board}] : []),
  ]
}

/**
 * Why it cannot be decided on these candidates; `may` are those on whom the one who acts decides. Each reason names the
 * students it is about.
 */
export function candidateReasons(
  {code}: Case,
  {decision, parties, attempts, established: settled, may}: Deciding & Readonly<{may: readonly Party[]}>,
): readonly Reason[] {
  const {attempt: change, needsHearing} = OUTCOMES[decision]
  const attemptOf = ({candidate}: Party): Attempt | undefined => attempts.get(candidate.enrolmentId)
  const beyond = parties.filter((party) => !may.includes(party))
  const unheard = parties.filter(({candidate}) => needsHearing && candidate.heardAt === null)
  const untaken = parties.filter((party) => !attemptOf(party))
  const isEstablished = (attempt: Attempt | undefined): boolean =>
    attempt !== undefined && (attempt.score !== null || settled.has(attempt.id))
  const established = parties.filter((party) => change !== null && isEstablished(attemptOf(party)))
  return [
    ...(beyond.length > 0 ? [noAuthority(beyond, 'case.decide')] : []),
    ...about(unheard, 'case.not-heard', `% must be heard first, or asked; record it with: ontrac case hear ${code}`),
    ...about(untaken, 'case.report-not-closed', `The report on % is not closed yet; do that with: ontrac report close`),
    ...about(established, 'case.result-established', 'The result of % is established; see: ontrac result reopen'),
  ]
}

function about(parties: readonly Party[], code: string, message: string): readonly Reason[] {
  const students = [...new Set(parties.map(({person}) => person.studentNumber ?? ''))]
  return students.length === 0 ? [] : [{code, message: message.replace('%', students.join(', ')), details: {students}}]
}
