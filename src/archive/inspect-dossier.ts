import type {Context, Entry} from '../context.ts'
import {ExamError, notFound} from '../errors.ts'
import type {PeriodId} from '../ids.ts'
import type {Period} from '../institution/model.ts'
import {openCodeBook} from './code-book.ts'
import type {ArchiveStores} from './store.ts'
import {type StudentDossier, studentDossiers} from './student-dossier.ts'

/**
 * A student's dossier of one period, for an inspector to whom that period was granted. The look is a deed: nobody is shown
 * anything whose entry in the audit trail is not kept (design rule 3).
 *
 * @throws ExamError `dossier.not-granted`, `period.not-found`; `student.not-found`, also when he is not of that period
 */
export async function inspectDossier(
  ctx: Context<ArchiveStores>,
  {student: number, period: code}: Readonly<{student: string; period?: string | undefined}>,
): Promise<StudentDossier> {
  return ctx.write('dossier.inspect', {}, async (stores, entry) => {
    const period = await grantedPeriod(stores, entry, code)
    const student = await stores.students.get(number)
    const book = await openCodeBook(stores)
    const [dossier] = await studentDossiers(stores, book, {students: [student], period: period.id})
    if (!dossier || dossier.registrations.length === 0) throw notFound('student', number)
    entry.note({about: ['person', student.id], for: student.id, facts: {period: period.code}})
    return dossier
  })
}

/** The period asked for, or the only one that was granted. */
async function grantedPeriod(
  {periods}: Pick<ArchiveStores, 'periods'>,
  {scope}: Entry,
  code: string | undefined,
): Promise<Period> {
  const granted = scope.periodIds ?? []
  if (code === undefined && granted.length > 1)
    throw new ExamError('invalid', 'dossier.period-needed', 'You may read several periods; say which with: --period')
  const period = code === undefined ? undefined : await periods.get(code)
  const id = period?.id ?? (granted[0] as PeriodId | undefined)
  if (id === undefined || !granted.includes(id)) {
    const message = `${period ? `Period ${period.code} was not granted to you` : 'No period was granted to you'}; an admin does so with: ontrac user grant STAFF inspector --period PERIOD`
    throw new ExamError('forbidden', 'dossier.not-granted', message, {period: period?.code ?? null})
  }
  return period ?? periods.get(id)
}
