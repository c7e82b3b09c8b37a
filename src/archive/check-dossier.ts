import type {Context} from '../context.ts'
import {ExamError, type Reason} from '../errors.ts'
import {openCodeBook} from './code-book.ts'
import type {ArchiveStores} from './store.ts'
import {type StudentDossier, studentDossiers} from './student-dossier.ts'

export type CheckedDossier = Readonly<{student: string; complete: boolean; missing: readonly Reason[]}>

/**
 * Whether a student's dossier is complete, and what is missing, with the reasons of `missingFrom`.
 *
 * @throws ExamError `student.not-found`; `dossier.not-yours` for the student himself
 */
export async function checkDossier(
  ctx: Context<ArchiveStores>,
  {student: number}: Readonly<{student: string}>,
): Promise<CheckedDossier> {
  return ctx.read('dossier.read', async (stores, {role}) => {
    if (role === 'student')
      throw new ExamError('forbidden', 'dossier.not-yours', 'The exam office checks whether a dossier is complete.')
    const student = await stores.students.get(number)
    const [dossier] = await studentDossiers(stores, await openCodeBook(stores), {students: [student], period: null})
    const missing = dossier ? missingFrom(dossier) : []
    return {student: student.studentNumber ?? '', complete: missing.length === 0, missing}
  })
}

/**
 * What a dossier lacks (features C6, in its first form): registrations that are open or led to nothing, attempts without an
 * established, published and sent result, absences, cases and resits that are not decided, and letters that did not arrive.
 */
function missingFrom(dossier: StudentDossier): readonly Reason[] {
  return [
    ...registrationGaps(dossier),
    ...dossier.attempts.flatMap(attemptGaps),
    ...decisionGaps(dossier),
    ...dossier.letters
      .filter(({state}) => state === 'refused' || state === 'given-up')
      .map(({letter, queuedAt}) =>
        gap('dossier.letter-not-sent', `The letter ${letter} of ${queuedAt} did not arrive; see: ontrac mail list`),
      ),
  ]
}

function registrationGaps({registrations, attempts}: StudentDossier): readonly Reason[] {
  const taken = new Set(attempts.map(({registration}) => registration))
  return registrations.flatMap(({registration, exam, period, state, closedAt}) => {
    if (closedAt === null)
      return [
        gap('dossier.registration-open', `Registration ${registration} for ${exam} in period ${period} is open still.`),
      ]
    if (state !== 'used' || taken.has(registration)) return []
    return [
      gap('dossier.no-attempt', `Registration ${registration} for ${exam} was used, but there is no attempt of it.`),
    ]
  })
}

const ATTEMPT_GAPS: Readonly<Partial<Record<StudentDossier['attempts'][number]['state'], readonly [string, string]>>> =
  {
    awaited: ['dossier.no-score', 'has no result yet'],
    received: ['dossier.no-score', 'has no score yet'],
    blocked: ['dossier.blocked', 'cannot be established yet; see: ontrac result show'],
    ready: ['dossier.not-established', 'is not established yet'],
    established: ['dossier.not-published', 'is not published yet'],
  }

function attemptGaps({
  exam,
  takenOn,
  state,
  establishedAt,
  sentAt,
}: StudentDossier['attempts'][number]): readonly Reason[] {
  const [code, what] = ATTEMPT_GAPS[state] ?? []
  return [
    ...(code === undefined ? [] : [gap(code, `${exam} of ${takenOn} ${what}.`)]),
    ...(establishedAt !== null && sentAt === null
      ? [
          gap(
            'dossier.not-sent',
            `The result of ${exam} of ${takenOn} was not sent to the SIS; see: ontrac result export`,
          ),
        ]
      : []),
  ]
}

function decisionGaps({absences, cases, resits}: StudentDossier): readonly Reason[] {
  return [
    ...absences
      .filter(({verdict, endedAt, session}) => verdict === null && endedAt === null && session !== null)
      .map(({session}) => gap('dossier.absence-not-judged', `The absence in ${session} is not judged.`)),
    ...cases
      .filter(({state, candidacies}) => state !== 'withdrawn' && candidacies.some(({decision}) => decision === null))
      .map((each) => gap('dossier.case-open', `Case ${each.case} is not decided.`)),
    ...resits
      .filter(({state}) => state === 'asked' || state === 'waits-for-sis')
      .map(({resit, exam}) => gap('dossier.resit-open', `Resit ${resit} of ${exam} is not decided.`)),
  ]
}

function gap(code: string, message: string): Reason {
  return {code, message}
}
