import type {Access, Context} from '../context.ts'
import {openCodeBook} from './code-book.ts'
import type {ArchiveStores} from './store.ts'
import {type StudentDossier, studentDossiers} from './student-dossier.ts'

/**
 * Everything that is kept of a student, of one period where it is named (features C6). A student sees his own without what is not published to him and without
 * the work of others; teachers see of an undecided case that a result is under investigation, and no more.
 *
 * @throws ExamError `period.not-found`; `student.not-found`, also when he is out of reach
 */
export async function showDossier(
  ctx: Context<ArchiveStores>,
  {student: number, period}: Readonly<{student: string; period?: string | undefined}>,
): Promise<StudentDossier> {
  return ctx.read('dossier.read', async (stores, access) => {
    const student = await stores.students.get(number)
    const only = period === undefined ? null : (await stores.periods.get(period)).id
    const [dossier] = await studentDossiers(stores, await openCodeBook(stores), {students: [student], period: only})
    if (!dossier) throw new Error(`Student ${student.id} has no dossier`)
    return seenBy(access, dossier)
  })
}

/** What a role may see of a dossier. */
function seenBy({role}: Pick<Access, 'role'>, dossier: StudentDossier): StudentDossier {
  if (role === 'student') return forStudent(dossier)
  return role === 'teacher' ? forTeacher(dossier) : dossier
}

function forTeacher(dossier: StudentDossier): StudentDossier {
  return {...dossier, cases: dossier.cases.filter(({state}) => state === 'decided').map(investigated), audit: []}
}

function forStudent(dossier: StudentDossier): StudentDossier {
  return {
    ...dossier,
    facts: [],
    cases: dossier.cases.map(investigated),
    attempts: dossier.attempts.map((attempt) => {
      const seen = attempt.openedAt !== null && attempt.publishedAt !== null
      const told = attempt.publishedAt !== null
      return {
        ...attempt,
        state: told || attempt.state === 'settled' ? attempt.state : 'awaited',
        underInvestigation: false,
        score: seen ? attempt.score : null,
        passed: seen ? attempt.passed : null,
        receivedAt: null,
        establishedAt: told ? attempt.establishedAt : null,
        sentAt: null,
        results: [],
        messages: [],
      }
    }),
    audit: [],
  }
}

/** That there is a case, and what was decided on the student himself; not what others said in it. */
function investigated(each: StudentDossier['cases'][number]): StudentDossier['cases'][number] {
  return {...each, openedBy: null, notes: each.notes.filter(({kind}) => kind === 'decided')}
}
