import type {Reason} from '../errors.ts'
import type {Exam} from '../institution/model.ts'
import type {Session} from '../planning/model.ts'
import {plusMinutes, type Span} from '../time.ts'

/** An exam that a student takes on a seat, in minutes as the version and his needs give them. */
export type SeatExam = Readonly<{exam: Pick<Exam, 'code' | 'rules'>; minutes: number; extraMinutes: number}>

/** Minutes that exams on one seat take: their durations with extra time, and the pauses between them. */
export function seatMinutes(exams: readonly SeatExam[], betweenMinutes: number): number {
  const pauses = Math.max(0, exams.length - 1) * betweenMinutes
  return exams.reduce((sum, {minutes, extraMinutes}) => sum + minutes + extraMinutes, pauses)
}

/** When somebody sits on his seat: from the start of the session until his last exam ends. */
export function seatSpan(
  {startsAt}: Pick<Session, 'startsAt'>,
  exams: readonly SeatExam[],
  betweenMinutes: number,
): Span {
  return {startsAt, endsAt: plusMinutes(startsAt, seatMinutes(exams, betweenMinutes))}
}

/** Why exams cannot follow each other on one seat of a session (design §4, Session); none means that they can. */
export function seatReasons(
  session: Pick<Session, 'code' | 'minutes'>,
  exams: readonly SeatExam[],
  betweenMinutes: number,
): readonly Reason[] {
  const reasons: Reason[] = []
  const [first] = exams
  const alone = exams.find(
    ({exam}) => exam.rules.shareSeat === '' || exam.rules.shareSeat !== first?.exam.rules.shareSeat,
  )
  if (exams.length > 1 && alone) {
    const codes = exams.map(({exam}) => exam.code)
    const message = `${codes.join(' and ')} may not follow each other on one seat; choose another session for one of them.`
    reasons.push({code: 'enrolment.no-shared-seat', message, details: {exams: codes}})
  }
  const needed = seatMinutes(exams, betweenMinutes)
  if (needed > session.minutes) {
    const message = `Session ${session.code} lasts ${session.minutes} minutes and ${needed} are needed, extra time included; choose a longer one.`
    reasons.push({code: 'enrolment.too-short', message, details: {minutes: session.minutes, needed}})
  }
  return reasons
}
