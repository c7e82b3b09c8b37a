import type {Access, Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {Session} from '../planning/model.ts'
import {openCodeBook} from './code-book.ts'
import {type SessionDossier, sessionDossier} from './session-dossier.ts'
import type {ArchiveStores} from './store.ts'

/**
 * Everything that is kept of a session, for those who see all its students (features C6).
 *
 * @throws ExamError `session.not-found`; `dossier.not-yours` for whom it would tell of students out of reach
 */
export async function showSessionDossier(
  ctx: Context<ArchiveStores>,
  {session: key}: Readonly<{session: string}>,
): Promise<SessionDossier> {
  return ctx.read('dossier.read', async (stores, access) => {
    const session = await stores.sessions.get(key)
    if (access.reach !== 'all' && !(await allTheirs(stores, access, session))) throw notYours(key)
    return sessionDossier(stores, await openCodeBook(stores), session)
  })
}

/** A board and its functionary see a session whole when every seat in it is a student's of theirs. */
async function allTheirs(stores: ArchiveStores, {role}: Access, {id}: Session): Promise<boolean> {
  if (role !== 'board' && role !== 'functionary') return false
  const taken = (await stores.pools.all({sessionId: id})).reduce((sum, pool) => sum + pool.taken, 0)
  return taken > 0 && (await stores.seats.count({sessionId: id})) === taken
}

function notYours(session: string): ExamError {
  const message = `The dossier of session ${session} tells of students who are not yours; ask the exam office.`
  return new ExamError('forbidden', 'dossier.not-yours', message, {session})
}
