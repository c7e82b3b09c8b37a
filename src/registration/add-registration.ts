import {z} from 'zod'
import type {Access, Context} from '../context.ts'
import {ExamError, refuse} from '../errors.ts'
import {parsed} from '../parsed.ts'
import {addRegistrations, type Outcome} from './add-registrations.ts'
import type {Registration} from './model.ts'
import {type Candidate, prepareRegistrations} from './prepare-registrations.ts'
import {linesOf, type RegistrationText} from './registration-line.ts'
import type {RegistrationStores} from './store.ts'

/** A registration as it is asked for: all by code or number. */
export const AddRegistration = z.strictObject({
  student: z.string().trim().min(1),
  exam: z.string().trim().min(1),
  period: z.string().trim().min(1),
  location: z.string().trim().min(1).optional(),
  late: z.boolean().default(false),
  reason: z.string().trim().max(2000).default(''),
  remark: z.string().trim().max(2000).default(''),
  /** In whose name the office asks; it sets the source (design rule 19). */
  for: z.enum(['student', 'teacher', 'sis']).optional(),
  sourceId: z.string().trim().min(1).optional(),
  key: z.string().trim().min(1).optional(),
})

/** The registration, and whether it was made now or the SIS's was linked to one that was there. */
export type AddedRegistration = RegistrationText & Readonly<{did: 'added' | 'linked'}>

/**
 * Registers a student for an exam in a period: by himself, by a teacher for a student of her groups, by the office.
 *
 * @throws ExamError `student.not-found` (also when he is not one of yours), `exam.not-found`, `period.not-found`,
 * `location.not-found`; `registration.refused` with the reasons of {@link registrationReasons}
 */
export async function addRegistration(
  ctx: Context<RegistrationStores>,
  input: z.input<typeof AddRegistration>,
): Promise<AddedRegistration> {
  const wanted = parsed(AddRegistration, input)
  const pair = await ctx.read('people.read', (stores) => found(stores, wanted))
  const options = {lock: {person: [pair.personId]}, ...(wanted.key === undefined ? {} : {key: wanted.key})}
  return ctx.write('registration.add', options, async (stores, entry) => {
    const {late, reason, remark, sourceId = null} = wanted
    const candidate: Candidate = {...pair, late, reason, remark, sourceId, source: sourceFor(entry, wanted.for)}
    const [outcome] = await addRegistrations(
      stores,
      entry,
      ctx.ids,
      await prepareRegistrations(stores, entry, [candidate]),
    )
    const {did, registration} = accepted(outcome)
    const facts = {
      code: registration.code,
      exam: wanted.exam,
      period: wanted.period,
      state: registration.state,
      did,
      late: registration.late,
    }
    entry.note({about: ['registration', registration.id], for: pair.personId, facts, ...(reason ? {text: reason} : {})})
    const [line] = await linesOf(stores, [registration])
    if (!line) throw new Error(`Registration ${registration.id} was made out of reach of its maker.`)
    return {...line, did}
  })
}

/** Where a registration comes from: the role of who asks, or, for the office, in whose name it asks. */
export function sourceFor({role}: Access, inNameOf?: 'student' | 'teacher' | 'sis'): Registration['source'] {
  if (role === 'student' || role === 'teacher') {
    if (inNameOf === undefined || inNameOf === role) return role
    throw new ExamError(
      'forbidden',
      'registration.not-in-that-name',
      'Only the exam office registers in the name of others.',
    )
  }
  return inNameOf ?? (role === 'system' ? 'sis' : 'office')
}

async function found(stores: RegistrationStores, wanted: z.output<typeof AddRegistration>) {
  const [student, exam, period] = [
    await stores.students.get(wanted.student),
    await stores.exams.get(wanted.exam),
    await stores.periods.get(wanted.period),
  ]
  const location = wanted.location === undefined ? null : await stores.locations.get(wanted.location)
  return {personId: student.id, examId: exam.id, periodId: period.id, locationId: location?.id ?? null}
}

function accepted(outcome: Outcome | undefined): Exclude<Outcome, {did: 'refused'}> {
  if (outcome && outcome.did !== 'refused') return outcome
  throw refuse('registration', outcome?.reasons ?? [])
}
