import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import {openCodeBook} from './code-book.ts'
import {type SessionDossier, sessionDossier} from './session-dossier.ts'
import type {ArchiveStores} from './store.ts'

/**
 * Everything that is kept of a session, for those who see all its students (features C6).
 *
 * @throws ExamError `session.not-found`; `dossier.not-yours` for a student or teacher, whose view ends at his own
 */
export async function showSessionDossier(
  ctx: Context<ArchiveStores>,
  {session: key}: Readonly<{session: string}>,
): Promise<SessionDossier> {
  return ctx.read('dossier.read', async (stores, {reach}) => {
    if (reach !== 'all') throw notYours(key)
    const session = await stores.sessions.get(key)
    return sessionDossier(stores, await openCodeBook(stores), session)
  })
}

function notYours(session: string): ExamError {
  const message = `The dossier of session ${session} tells of students who are not yours; ask the exam office.`
  return new ExamError('forbidden', 'dossier.not-yours', message, {session})
}
