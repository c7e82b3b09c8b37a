import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import {attemptReasons} from './attempt-reasons.ts'
import {pairKey} from './registration-facts.ts'
import type {RegistrationStores, WithoutRegistration} from './store.ts'

/** A student who may still be registered for an exam of his plan and is not. */
export type MissingRegistration = Readonly<{
  student: string
  name: string
  exam: string
  examName: string
  programme: string
}>

/**
 * Who has no open registration (feature R7): of a group for every exam in its students' plans, or for one exam, or both. Left
 * out are the exempted and those who have passed or have no attempt left. Within the reach of the one who looks, by name.
 *
 * @throws ExamError `registration.nothing-named`, `group.not-found`, `exam.not-found`
 */
export async function missingRegistrations(
  ctx: Context<RegistrationStores>,
  {group, exam}: Readonly<{group?: string | undefined; exam?: string | undefined}>,
): Promise<readonly MissingRegistration[]> {
  if (group === undefined && exam === undefined)
    throw new ExamError('invalid', 'registration.nothing-named', 'Name a group or an exam.')
  return ctx.read('registration.read', async (stores) => {
    const found = await stores.registration.without({
      ...(group === undefined ? {} : {group: (await stores.groups.get(group)).id}),
      ...(exam === undefined ? {} : {exam: (await stores.exams.get(exam)).id}),
    })
    return mayBeRegistered(stores, found)
  })
}

/** Students whose attempts are looked up at once. */
const BATCH = 1000

async function mayBeRegistered(
  stores: RegistrationStores,
  found: readonly WithoutRegistration[],
): Promise<readonly MissingRegistration[]> {
  const exams = new Map(
    (await stores.exams.all({id: [...new Set(found.map(({examId}) => examId))]})).map((exam) => [exam.id, exam]),
  )
  const missing: MissingRegistration[] = []
  for (let i = 0; i < found.length; i += BATCH) {
    const batch = found.slice(i, i + BATCH)
    const about = {personId: batch.map(({personId}) => personId), examId: [...exams.keys()]}
    const attempts = Map.groupBy(await stores.attempts.all(about), pairKey)
    for (const row of batch) {
      const exam = exams.get(row.examId)
      if (!exam || attemptReasons(attempts.get(pairKey(row)) ?? [], exam.rules).length > 0) continue
      missing.push({
        student: row.student,
        name: row.name,
        exam: exam.code,
        examName: exam.name,
        programme: row.programme,
      })
    }
  }
  return missing
}
