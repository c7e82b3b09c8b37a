import type {Role} from '../deeds.ts'
import type {Reason} from '../errors.ts'
import type {Exam, ExamPlanEntry, Exemption, Period, Person, Programme} from '../institution/model.ts'
import {isOpen, type WindowSpan} from '../institution/periods/period-windows.ts'
import {type Day, dayOf, type Instant} from '../time.ts'
import {attemptReasons} from './attempt-reasons.ts'
import type {Attempt, Registration} from './model.ts'

/** A registration that stands in the way of another, as a sentence can name it. */
export type OpenRegistration = Readonly<{
  registration: Registration
  /** Code of its period. */
  period: string
  /** Code or number of who asked for it; null when that is not for the reader, or was nobody. */
  by: string | null
  on: Day
}>

/** Until when an exam of a period can be registered for. */
export type RegistrationTerm = Readonly<{
  window: WindowSpan | undefined
  /** When the demand of the exam was frozen; null while it is not. */
  frozenAt: Instant | null
  /** The last day on which the office adds late ones (policy `lateRegistrationDays`). */
  lateUntil: Day
}>

/** All that is needed to say whether a student may be registered for an exam. */
export type RegistrationCase = Readonly<{
  student: Person
  exam: Exam
  period: Period
  term: RegistrationTerm
  /** Programmes that he is in now. */
  programmes: readonly Programme[]
  /** The exam's entries in exam plans. */
  planEntries: readonly ExamPlanEntry[]
  /** His exemptions for this exam or a part of it. */
  exemptions: readonly Exemption[]
  /** All his attempts at this exam. */
  attempts: readonly Attempt[]
  /** His open registration for this exam, in whichever period. */
  open: OpenRegistration | undefined
  role: Role
  source: Registration['source']
  /** The office adds it after the term, for a reason. */
  late: boolean
  reason: string
  now: Instant
  /** The institution's, for terms in days (design rule 4). */
  zone: string
}>

/**
 * Every reason not to register a student for an exam (design §4, features R3 and R6); none means yes.
 *
 * A resit was decided on by the board or its rule, and a registration of the SIS by the SIS: for these it does not matter who
 * may register, and for a resit neither the term nor the exam plan. Pure: the same case gives the same reasons.
 */
export function registrationReasons(facts: RegistrationCase): readonly Reason[] {
  const reasons = [...studentReasons(facts), ...onceReasons(facts), ...exemptionReasons(facts)]
  reasons.push(...attemptReasons(facts.attempts, facts.exam.rules))
  if (facts.source === 'resit') return [...reasons, ...periodReasons(facts)]
  return [...reasons, ...roleReasons(facts), ...planReasons(facts), ...periodReasons(facts), ...termReasons(facts)]
}

/** Whether the term is over, so that only the office may add this one, as a late one. */
export function isLate({window, frozenAt}: RegistrationTerm, now: Instant): boolean {
  return frozenAt !== null || (window !== undefined && now >= window.closesAt)
}

function studentReasons({student}: RegistrationCase): Reason[] {
  if (student.kind === 'staff' || student.kind === 'external')
    return [{code: 'registration.not-a-student', message: 'Only students are registered for exams.'}]
  if (student.endedAt === null) return []
  return [{code: 'registration.student-ended', message: `Student ${student.studentNumber} has left the school.`}]
}

function onceReasons({student, exam, open}: RegistrationCase): Reason[] {
  return open ? [alreadyRegistered(student.studentNumber ?? '', exam.code, open)] : []
}

/** The one answer to a second try: where and by whom the first was made (feature R3). */
export function alreadyRegistered(
  student: string,
  exam: string,
  {registration, period, by, on}: OpenRegistration,
): Reason {
  const {code, source} = registration
  const who = by === null ? BY[source] : `${BY[source]} (${by})`
  const message = `Student ${student} is registered for ${exam} already: ${code} in period ${period}, by ${who} on ${on}. See it with: ontrac registration show ${code}`
  return {code: 'registration.exists', message, details: {registration: code, period, source, on}}
}

const BY = {
  student: 'the student',
  teacher: 'a teacher',
  office: 'the exam office',
  sis: 'the SIS',
  resit: 'a granted resit',
} as const

function exemptionReasons({student, exam, exemptions}: RegistrationCase): Reason[] {
  const whole = exemptions.some(({partId, endedAt}) => partId === null && endedAt === null)
  if (!whole) return []
  return [{code: 'registration.exempted', message: `Student ${student.studentNumber} is exempted from ${exam.code}.`}]
}

function roleReasons({exam, role, source}: RegistrationCase): Reason[] {
  if (source === 'sis' || role === 'system') return []
  if ((exam.rules.registerBy as readonly string[]).includes(role)) return []
  const allowed = exam.rules.registerBy.join(', ') || 'nobody'
  return [
    {
      code: 'registration.not-by-role',
      message: `${exam.code} is registered for by: ${allowed}.`,
      details: {allowed: exam.rules.registerBy},
    },
  ]
}

/** Exam-only students and guests come for an exam and not for a programme (design §4). */
function planReasons({student, exam, programmes, planEntries}: RegistrationCase): Reason[] {
  if (student.kind !== 'regular') return []
  if (programmes.some((programme) => planEntries.some((entry) => isInPlan(entry, programme)))) return []
  const message =
    programmes.length === 0
      ? `Student ${student.studentNumber} is in no programme, so that no exam plan holds ${exam.code}.`
      : `${exam.code} is not in the exam plan of ${programmes.map(({code}) => code).join(' or ')}.`
  return [{code: 'registration.not-in-exam-plan', message}]
}

/** Whether an exam-plan entry is about a programme: crebo `*` is every crebo, and no cohort is every cohort. */
export function isInPlan({crebo, cohort, endedAt}: ExamPlanEntry, programme: Programme): boolean {
  return (
    endedAt === null && (crebo === '*' || crebo === programme.crebo) && (cohort === null || cohort === programme.cohort)
  )
}

function periodReasons({period}: RegistrationCase): Reason[] {
  if (period.state === 'open') return []
  const next = period.state === 'draft' ? ` Open it with: ontrac period open ${period.code}` : ''
  return [{code: 'registration.period-not-open', message: `Period ${period.code} is ${period.state}.${next}`}]
}

function termReasons({exam, period, term, role, late, reason, now, zone}: RegistrationCase): Reason[] {
  const {window} = term
  if (window === undefined) {
    const message = `Period ${period.code} has no registration window for ${exam.code}. Set it with: ontrac period windows ${period.code} --registration FROM..TO`
    return [{code: 'registration.no-window', message}]
  }
  if (!isLate(term, now)) {
    if (isOpen(window, now)) return []
    const message = `Registration for ${exam.code} in period ${period.code} has not begun yet; it opens on ${dayOf(window.opensAt, zone)}.`
    return [{code: 'registration.not-yet-open', message, details: {opensAt: window.opensAt}}]
  }
  if (role !== 'office' && role !== 'system') return [overReason(exam, period, term, 'Ask the exam office.')]
  if (!late) return [overReason(exam, period, term, 'Add it as a late one with: --late --reason "…"')]
  if (reason.trim() === '')
    return [{code: 'registration.reason-needed', message: 'A late registration needs a reason: --reason "…"'}]
  if (dayOf(now, zone) <= term.lateUntil) return []
  const message = `Late registrations for ${exam.code} in period ${period.code} could be added until ${term.lateUntil}; choose the next period.`
  return [{code: 'registration.too-late', message, details: {until: term.lateUntil}}]
}

function overReason(exam: Exam, period: Period, {frozenAt, window}: RegistrationTerm, next: string): Reason {
  if (frozenAt !== null) {
    const message = `The demand for ${exam.code} in period ${period.code} is frozen. ${next}`
    return {code: 'registration.frozen', message, details: {frozenAt}}
  }
  const message = `Registration for ${exam.code} in period ${period.code} is closed. ${next}`
  return {code: 'registration.window-closed', message, details: {closedAt: window?.closesAt}}
}
