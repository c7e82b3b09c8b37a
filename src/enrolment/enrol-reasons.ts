import type {Role} from '../deeds.ts'
import type {Reason} from '../errors.ts'
import type {Exam} from '../institution/model.ts'
import {isOpen} from '../institution/periods/period-windows.ts'
import type {Session} from '../planning/model.ts'
import type {Registration} from '../registration/model.ts'
import {type Day, type Instant, plusDays} from '../time.ts'
import type {Desk, OfferedExam} from './desks.ts'
import type {Claimant} from './store.ts'

/** On whose terms something is done to an enrolment. */
export type Terms = Readonly<{
  role: Role
  /** Why the office does it outside the rules for others; empty when not given. */
  reason: string
  /** The office places the student on a day on which he is not at school, for a reason. */
  override: boolean
  /** The place was promised, by an offer or a run of the office: windows for enrolling and who may do so do not count. */
  promised: boolean
}>

/** A student's wish for a seat, before it is looked at whether there is one. */
export type EnrolCase = Readonly<{
  registration: Registration
  claimant: Claimant
  desk: Desk
  offered: OfferedExam
  terms: Terms
  now: Instant
}>

/** Whether somebody acts for the exam office: the office itself, or a timed deed of it. */
export function isOffice(role: Role): boolean {
  return role === 'office' || role === 'system'
}

/** Why a registration may not be enrolled in a session now, seats and the student's own time left aside; none means that it may. */
export function enrolReasons(facts: EnrolCase): readonly Reason[] {
  return [
    ...registrationReasons(facts),
    ...sessionReasons(facts.desk.session, facts.terms, facts.now),
    ...roleReasons(facts.offered.exam, facts.terms),
    ...windowReasons(facts.desk, facts.offered, facts.terms, facts.now),
  ]
}

function registrationReasons({registration, claimant, desk: {period, session}}: EnrolCase): Reason[] {
  const {code, state} = registration
  const reasons: Reason[] = []
  if (state === 'wanted') {
    const message = `Registration ${code} is not agreed to yet; the team does it with: ontrac registration agree ${code}`
    reasons.push({code: 'enrolment.not-agreed', message})
  } else if (state !== 'agreed') {
    reasons.push({
      code: 'enrolment.registration-closed',
      message: `Registration ${code} is ${state}; register again first.`,
    })
  }
  if (registration.periodId !== period.id) {
    const message = `Registration ${code} is for another period than session ${session.code}, which is in ${period.code}.`
    reasons.push({code: 'enrolment.other-period', message})
  }
  if (claimant.ended)
    reasons.push({code: 'enrolment.student-ended', message: `Student ${claimant.student} has left the school.`})
  return reasons
}

/**
 * Why nobody is seated in a session now: it must be published and not have begun. Once its lists are final only the office
 * changes them, for a reason.
 */
export function sessionReasons(session: Session, {role, reason}: Terms, now: Instant): readonly Reason[] {
  const {code, state} = session
  if (state === 'planned') {
    const message = `Session ${code} is not published yet; do it with: ontrac session publish ${code}`
    return [{code: 'enrolment.not-published', message}]
  }
  if (state === 'final') {
    if (!isOffice(role))
      return [{code: 'enrolment.final', message: `The lists of session ${code} are final; ask the exam office.`}]
    if (reason === '') return [reasonNeeded(`The lists of session ${code} are final; to change them`)]
  } else if (state !== 'published') return [{code: 'enrolment.session-over', message: `Session ${code} is ${state}.`}]
  if (now >= session.startsAt) return [{code: 'enrolment.session-begun', message: `Session ${code} has begun.`}]
  return []
}

/** Why somebody in this role may not enrol for an exam, or change an enrolment in it; the school sets it per exam (feature E1). */
export function roleReasons(exam: Pick<Exam, 'code' | 'rules'>, {role, promised}: Terms): readonly Reason[] {
  if (promised || isOffice(role) || (exam.rules.enrolBy as readonly string[]).includes(role)) return []
  const allowed = exam.rules.enrolBy
  return [
    {
      code: 'enrolment.not-by-role',
      message: `${exam.code} is enrolled for by: ${allowed.join(', ') || 'nobody'}.`,
      details: {allowed},
    },
  ]
}

/** Why an exam may not be enrolled for at this time, in an open period and its window; the office may outside it, for a reason. */
export function windowReasons(
  {period}: Pick<Desk, 'period'>,
  {exam, enrolment}: OfferedExam,
  terms: Terms,
  now: Instant,
): readonly Reason[] {
  if (period.state !== 'open')
    return [{code: 'enrolment.period-not-open', message: `Period ${period.code} is ${period.state}.`}]
  if (terms.promised || isOpen(enrolment, now)) return []
  if (isOffice(terms.role))
    return terms.reason === ''
      ? [reasonNeeded(`Enrolment for ${exam.code} in period ${period.code} is not open; to enrol all the same`)]
      : []
  if (enrolment && now < enrolment.opensAt) {
    const message = `Enrolment for ${exam.code} in period ${period.code} opens at ${enrolment.opensAt}.`
    return [{code: 'enrolment.not-yet-open', message, details: {opensAt: enrolment.opensAt}}]
  }
  const message = `Enrolment for ${exam.code} in period ${period.code} is closed; ask the exam office.`
  return [{code: 'enrolment.closed', message, details: {closedAt: enrolment?.closesAt}}]
}

/**
 * Why somebody may not give up or change a seat any more: until `cancelUntilDays` days before the session everyone may who
 * may enrol, after it the office for a reason (feature E7).
 */
export function deadlineReasons(
  {code, onDate}: Pick<Session, 'code' | 'onDate'>,
  {role, reason}: Terms,
  today: Day,
  cancelUntilDays: number,
): readonly Reason[] {
  const last = plusDays(onDate, -cancelUntilDays)
  if (today <= last) return []
  if (!isOffice(role)) {
    const message = `An enrolment in session ${code} could be changed until ${last}; ask the exam office.`
    return [{code: 'enrolment.too-late', message, details: {until: last}}]
  }
  return reason === ''
    ? [reasonNeeded(`An enrolment in session ${code} could be changed until ${last}; to change it all the same`)]
    : []
}

function reasonNeeded(what: string): Reason {
  return {code: 'enrolment.reason-needed', message: `${what} give a reason: --reason "…"`}
}
