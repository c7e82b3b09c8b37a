import type {Access, Context} from '../context.ts'
import type {ExamId, PeriodId, PersonId} from '../ids.ts'
import {type Instant, plusMinutes} from '../time.ts'
import {sourceFor} from './add-registration.ts'
import {type Prepared, prepareRegistrations} from './prepare-registrations.ts'
import {type RegistrationText, registrationText} from './registration-line.ts'
import type {RegistrationLine, RegistrationStores} from './store.ts'

/** An exam that a student may be registered for now, in the first period in which he may. */
export type OfferedExam = Readonly<{
  exam: string
  examId: ExamId
  examName: string
  period: string
  periodId: PeriodId
  periodName: string
  /** Until then. */
  closesAt: Instant | null
  /** Whether the team agrees to it first. */
  consent: boolean
}>

/** A registration with what the team answered, where it gave a reason. */
export type AnsweredRegistration = RegistrationText & Readonly<{answer: string | null}>

export type StudentRegistrations = Readonly<{
  student: string
  registrations: readonly AnsweredRegistration[]
  offered: readonly OfferedExam[]
}>

/** For how long a registration that was refused is told about. */
const TOLD_DAYS = 60
const MOST = 200

/**
 * What a student is registered for, with the team's answers, and what else his programmes offer that whoever asks may register
 * him for now (feature R2). Refusals of the last sixty days stand among the registrations. Its cost does not grow with the
 * school. Students without a programme are offered nothing: the office registers them.
 *
 * @throws ExamError `student.not-found`
 */
export async function studentRegistrations(
  ctx: Context<RegistrationStores>,
  student: string,
): Promise<StudentRegistrations> {
  return ctx.read('registration.read', async (stores, access) => {
    const {id, studentNumber} = await stores.students.get(student)
    const lines = await stores.registration.list({person: id, states: ['wanted', 'agreed', 'refused'], limit: MOST})
    return {
      student: studentNumber ?? '',
      registrations: await answered(
        stores,
        lines.filter((line) => isTold(line, access)),
      ),
      offered: await offeredTo(stores, access, id),
    }
  })
}

function isTold({closedAt}: RegistrationLine, {now}: Access): boolean {
  return closedAt === null || plusMinutes(closedAt, TOLD_DAYS * 24 * 60) > now
}

async function answered(
  {registrationNotes}: RegistrationStores,
  lines: readonly RegistrationLine[],
): Promise<readonly AnsweredRegistration[]> {
  const notes = await registrationNotes.all({registrationId: lines.map(({id}) => id), kind: ['agreed', 'refused']})
  const reasons = new Map(notes.map(({registrationId, content}) => [registrationId, content]))
  return lines.map((line) => ({...registrationText(line), answer: reasons.get(line.id) ?? null}))
}

async function offeredTo(
  stores: RegistrationStores,
  access: Access,
  person: PersonId,
): Promise<readonly OfferedExam[]> {
  const periods = (await stores.periods.all({state: 'open'})).toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
  const without = periods.length === 0 ? [] : await stores.registration.without({person})
  const candidates = periods.flatMap(({id}) =>
    without.map(({personId, examId}) => ({personId, examId, periodId: id, source: sourceFor(access)})),
  )
  const prepared = await prepareRegistrations(stores, access, candidates)
  return prepared.flatMap(offer).toSorted((a, b) => (a.examName < b.examName ? -1 : 1))
}

function offer(prepared: Prepared): readonly OfferedExam[] {
  if (prepared.does !== 'add') return []
  const {state, late, facts} = prepared
  const {exam, period, term} = facts
  if (late) return []
  return [
    {
      exam: exam.code,
      examId: exam.id,
      examName: exam.name,
      period: period.code,
      periodId: period.id,
      periodName: period.name,
      closesAt: term.window?.closesAt ?? null,
      consent: state === 'wanted',
    },
  ]
}
