import type {Access} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {SessionId} from '../../ids.ts'
import type {Session} from '../../planning/model.ts'
import type {DeliveryStores} from '../store.ts'

type Stores = Pick<DeliveryStores, 'duties' | 'enrolments'>

/**
 * Lets session staff look at the sessions where they are on duty only, and a board and its functionary at those in which a
 * student of theirs has or had a place; a teacher sees his own students of any session, and whoever may see all sees all.
 *
 * @throws ExamError `report.not-your-session`
 */
export async function requireOwnSession(stores: Stores, access: Access, session: Session): Promise<void> {
  if (access.role === 'teacher' || (await ownAmong(stores, access, [session])).length > 0) return
  throw new ExamError(
    'forbidden',
    'report.not-your-session',
    access.role === 'board' || access.role === 'functionary'
      ? `No student of your board is in ${session.code}; ask the exam office.`
      : `You are not on duty at ${session.code}; ask the exam office.`,
  )
}

/** Those of these sessions that the one who acts may look at. */
export async function ownAmong<S extends Readonly<{id: SessionId}>>(
  stores: Stores,
  {reach, role, person}: Access,
  sessions: readonly S[],
): Promise<readonly S[]> {
  if (reach === 'all') return sessions
  const sessionId = sessions.map(({id}) => id)
  const own =
    role === 'board' || role === 'functionary'
      ? await stores.enrolments.history({sessionId})
      : person === null
        ? []
        : await stores.duties.all({sessionId, personId: person})
  const ids = new Set(own.map((each) => each.sessionId))
  return sessions.filter(({id}) => ids.has(id))
}
