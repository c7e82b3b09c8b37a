import type {Access} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {Session} from '../../planning/model.ts'
import type {DeliveryStores} from '../store.ts'

/**
 * Lets session staff look at the sessions where they are on duty only; a teacher sees his own students of any session, and
 * whoever may see all sees all.
 *
 * @throws ExamError `report.not-your-session`
 */
export async function requireOwnSession(
  {duties}: Pick<DeliveryStores, 'duties'>,
  access: Access,
  session: Session,
): Promise<void> {
  if (access.reach === 'all' || access.role === 'teacher') return
  if (access.person !== null && (await duties.count({sessionId: session.id, personId: access.person})) > 0) return
  throw new ExamError(
    'forbidden',
    'report.not-your-session',
    `You are not on duty at ${session.code}; ask the exam office.`,
  )
}
