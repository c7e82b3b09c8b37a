import type {Context} from '../context.ts'
import type {PersonId} from '../ids.ts'
import type {Instant} from '../time.ts'
import {attemptsLeft} from './attempt-reasons.ts'
import {theRegistration} from './list-registrations.ts'
import type {Attempt} from './model.ts'
import {linesOf, type RegistrationText} from './registration-line.ts'
import type {RegistrationStores} from './store.ts'

/** A registration with all that is known of it in this phase. */
export type RegistrationDetail = RegistrationText &
  Readonly<{
    /** Code or number of who asked for it and who decided; null when that is not for the reader, or was nobody. */
    requestedBy: string | null
    decidedBy: string | null
    /** When it was frozen with the demand; null when it came later, or nothing is frozen. */
    frozenAt: Instant | null
    notes: readonly Readonly<{kind: string; content: string; at: Instant}>[]
    attempts: readonly Pick<Attempt, 'number' | 'takenOn' | 'attendance' | 'counts' | 'void' | 'score' | 'passed'>[]
    /** Null is without limit. */
    attemptsLeft: number | null
  }>

/** One registration, open or closed. @throws ExamError `registration.not-found` */
export async function showRegistration(ctx: Context<RegistrationStores>, key: string): Promise<RegistrationDetail> {
  return ctx.read('registration.read', async (stores) => {
    const registration = await theRegistration(stores, key)
    const {id, personId, examId} = registration
    const [line] = await linesOf(stores, [registration])
    if (!line) throw new Error(`Registration ${id} is in reach and its line is not.`)
    const [exam] = await stores.exams.history({id: examId})
    const attempts = await stores.attempts.all({personId, examId}, {orderBy: 'number'})
    const notes = await stores.registrationNotes.all({registrationId: id})
    return {
      ...line,
      requestedBy: await codeOf(stores, registration.requestedBy),
      decidedBy: await codeOf(stores, registration.decidedBy),
      frozenAt: await stores.registration.freeze.frozenAt(id),
      notes: notes.map(({kind, content, at}) => ({kind, content, at})),
      attempts: attempts.map(({number, takenOn, attendance, counts, void: annulled, score, passed}) => ({
        number,
        takenOn,
        attendance,
        counts,
        void: annulled,
        score,
        passed,
      })),
      attemptsLeft: attemptsLeft(attempts, exam?.rules ?? {attempts: null}),
    }
  })
}

async function codeOf({persons}: RegistrationStores, id: PersonId | null): Promise<string | null> {
  const person = id === null ? undefined : await persons.find(id)
  return person?.staffCode ?? person?.studentNumber ?? null
}
