import type {Context} from '../context.ts'
import {type RegistrationText, registrationText} from '../registration/registration-line.ts'
import type {EnrolmentLine, EnrolmentStores, WaitingLine} from './store.ts'

/** An exam that a student is registered for, and how far he is with it. */
export type StudentExam = Readonly<{
  registration: RegistrationText
  /** `decide`: the team has to agree; `choose`: he has no moment yet; `offer`: a seat is held for him. */
  state: 'decide' | 'choose' | 'offer' | 'waits' | 'enrolled'
  enrolment: EnrolmentLine | null
  /** Places on waiting lists, those with an offer first. */
  places: readonly WaitingLine[]
}>

/** What a student is registered for. */
export type StudentExams = Readonly<{student: string; exams: readonly StudentExam[]}>

const MOST = 200
const ORDER: readonly StudentExam['state'][] = ['offer', 'choose', 'enrolled', 'waits', 'decide']

/**
 * What a student is registered for and where he is with each, what is to be done first (feature E2): offers, exams without
 * a moment, then what is to come by time. Four questions, however large the school.
 *
 * @throws ExamError `student.not-found`
 */
export async function studentExams(ctx: Context<EnrolmentStores>, student: string): Promise<StudentExams> {
  return ctx.read('enrolment.read', async (stores, {now}) => {
    const {id: person, studentNumber} = await stores.students.get(student)
    const registrations = await stores.registration.list({person, states: ['wanted', 'agreed'], limit: MOST})
    const enrolments = await stores.enrolment.list({person, limit: MOST})
    const waiting = await stores.enrolment.waitingList({person, limit: MOST})
    const exams = registrations.map((line): StudentExam => {
      const enrolment = enrolments.find(({registration}) => registration === line.code) ?? null
      const places = waiting
        .filter(({registration, expiresAt}) => registration === line.code && (expiresAt === null || now < expiresAt))
        .toSorted((a, b) => Number(b.offer !== null) - Number(a.offer !== null))
      return {registration: registrationText(line), state: stateOf(line.state, enrolment, places), enrolment, places}
    })
    return {student: studentNumber ?? '', exams: exams.toSorted(byNeed)}
  })
}

function stateOf(
  state: RegistrationText['state'],
  enrolment: EnrolmentLine | null,
  places: readonly WaitingLine[],
): StudentExam['state'] {
  if (places.some(({offer}) => offer !== null)) return 'offer'
  if (enrolment !== null) return 'enrolled'
  if (state === 'wanted') return 'decide'
  return places.length > 0 ? 'waits' : 'choose'
}

function byNeed(a: StudentExam, b: StudentExam): number {
  const order = ORDER.indexOf(a.state) - ORDER.indexOf(b.state)
  if (order !== 0) return order
  const [one, other] = [a, b].map(({enrolment, registration}) => enrolment?.startsAt ?? registration.exam)
  return (one ?? '') < (other ?? '') ? -1 : 1
}
