import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import type {PersonId} from '../../ids.ts'
import type {Exam} from '../../institution/model.ts'
import {parsed} from '../../parsed.ts'
import {atDesk, type Desk} from './report-desk.ts'
import {foldReport, type WalkIn} from './report-fold.ts'
import type {DeliveryStores} from '../store.ts'

export const RecordWalkIn = z.strictObject({
  session: z.string(),
  student: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  /** False for who was sent away. */
  admitted: z.boolean().default(true),
  text: z.string().trim().default(''),
  reason: z.string().optional(),
})

export const SettleWalkIn = z.strictObject({
  session: z.string(),
  student: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  /** What the office found and did about it. */
  reason: z.string().trim().min(1),
})

export type RecordedWalkIn = Readonly<{session: string; student: string; exam: string; admitted: boolean}>
export type SettledWalkIn = Readonly<{session: string; student: string; exam: string; reason: string}>

/**
 * Puts in the report that a student without a seat in the session came for one of its exams, and whether he was let in
 * (feature D8). He gets no seat, attempt or result by it: the office looks at it afterwards.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`; `report.refused` with `report.has-a-seat`,
 *   `report.exam-not-here`, `report.walk-in-already`; as `atDesk`
 */
export async function recordWalkIn(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof RecordWalkIn>,
): Promise<RecordedWalkIn> {
  const {session, student, exam: code, admitted, text, reason} = parsed(RecordWalkIn, input)
  return atDesk(ctx, {deed: 'report.record', session, post: 'staff', reason}, async (desk) => {
    const {personId, exam, known} = await lookUp(desk, student, code)
    const offered = await desk.stores.sessionExams.count({sessionId: desk.session.id, examId: exam.id})
    const seated = desk.roster.some((each) => each.person.id === personId && each.exam.id === exam.id)
    const details = {student, exam: exam.code}
    const because = (is: boolean, reasonCode: string, message: string): Reason[] =>
      is ? [{code: reasonCode, message, details}] : []
    refuseIfAny('report', [
      ...because(seated, 'report.has-a-seat', `${student} has a seat for ${exam.code}; record his attendance.`),
      ...because(offered === 0, 'report.exam-not-here', `${desk.session.code} does not offer ${exam.code}.`),
      ...because(known !== undefined, 'report.walk-in-already', `${student} stands in the report already.`),
    ])
    return {
      facts: [{kind: 'walk-in', detail: {examId: exam.id, admitted}, about: {personId, enrolmentId: null}, text}],
      answer: {session: desk.session.code, student, exam: exam.code, admitted},
    }
  })
}

/**
 * The office adds to a signed report what became of a walk-in, with the reason (feature D8). What was signed stays beside it.
 *
 * @throws ExamError `report.office-only`; `report.refused` with `report.no-walk-in`, `report.not-signed`; as `atDesk`
 */
export async function settleWalkIn(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof SettleWalkIn>,
): Promise<SettledWalkIn> {
  const {session, student, exam: code, reason} = parsed(SettleWalkIn, input)
  return atDesk(ctx, {deed: 'report.record', session, post: 'staff', reason, addendum: true}, async (desk) => {
    if (desk.entry.reach !== 'all')
      throw new ExamError('forbidden', 'report.office-only', 'Only the exam office settles what a signed report says.')
    const {personId, exam, known} = await lookUp(desk, student, code)
    const message = `No walk-in of ${student} for ${exam.code} waits in the report of ${desk.session.code}; see: ontrac report show ${desk.session.code}`
    refuseIfAny('report', known && !known.settled ? [] : [{code: 'report.no-walk-in', message}])
    const about = {personId, enrolmentId: null}
    return {
      facts: [{kind: 'walk-in-settled', detail: {examId: exam.id}, about, text: reason}],
      answer: {session: desk.session.code, student, exam: exam.code, reason},
    }
  })
}

type Found = Readonly<{personId: PersonId; exam: Exam; known: WalkIn | undefined}>

/** Who is on duty does not see students of elsewhere; whom he has before him he may name. */
async function lookUp({stores, session}: Desk, student: string, code: string): Promise<Found> {
  const exam = await stores.exams.get(code)
  const personId = await stores.delivery.numbered(student)
  if (personId === undefined)
    throw new ExamError('not-found', 'student.not-found', `There is no student with number ${student}; look again.`, {
      what: 'student',
      key: student,
    })
  const {walkIns} = foldReport(await stores.delivery.facts(session.id, [personId]))
  return {personId, exam, known: walkIns.find((each) => each.personId === personId && each.examId === exam.id)}
}
