import {refuse} from '../errors.ts'
import type {Exam, Person} from '../institution/model.ts'
import type {Registration} from '../registration/model.ts'
import type {Claimed, EnrolmentStores} from './store.ts'

/** Who asks for which session, as a person types it: student number, exam code, session code. */
export type Asked = Readonly<{student: string; exam: string; session: string}>

/** A student's open registration for an exam. */
export type Found = Readonly<{student: Person; exam: Exam; registration: Registration}>

/**
 * The student's open registration for an exam, within the reach of the one who acts.
 *
 * @throws ExamError `student.not-found`, `exam.not-found`; `enrolment.refused` with `enrolment.no-registration`
 */
export async function openRegistration(
  stores: EnrolmentStores,
  asked: Pick<Asked, 'student' | 'exam'>,
): Promise<Found> {
  const student = await stores.students.get(asked.student)
  const exam = await stores.exams.get(asked.exam)
  const [registration] = await stores.registrations.all({personId: student.id, examId: exam.id})
  if (registration) return {student, exam, registration}
  const message = `Student ${student.studentNumber} is not registered for ${exam.code}; register first with: ontrac registration add ${student.studentNumber} ${exam.code}`
  throw refuse('enrolment', [{code: 'enrolment.no-registration', message}])
}

/**
 * What a claim is about. It is found in one question; only when that finds nothing is it looked for what is missing.
 *
 * @throws as {@link openRegistration}, and ExamError `session.not-found`
 */
export async function claimedBy(stores: EnrolmentStores, asked: Asked): Promise<Claimed> {
  const claimed = await stores.enrolment.claimed(asked)
  if (claimed) return claimed
  const {registration} = await openRegistration(stores, asked)
  const session = await stores.sessions.get(asked.session)
  return {registrationId: registration.id, personId: registration.personId, sessionId: session.id}
}
