import type {Access} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {Session, SessionDuty} from '../../planning/model.ts'
import type {DeliveryStores} from '../store.ts'

/** Who may do something at a session: everybody on duty, or those who lead it. */
export type Post = 'staff' | 'lead'

const POSTS: Readonly<Record<Post, readonly SessionDuty['duty'][]>> = {
  // The first exam leader of a practical exam is responsible for it as a lead is (domain §1.3).
  lead: ['lead', 'exam-leader'],
  staff: ['lead', 'exam-leader', 'invigilator'],
}

/** The duties that a person has at a session now, the heaviest first. */
export async function dutiesAt(
  {duties}: Pick<DeliveryStores, 'duties'>,
  person: string | null,
  session: Session,
): Promise<readonly SessionDuty['duty'][]> {
  if (person === null) return []
  const held = new Set(
    (await duties.all({sessionId: session.id, personId: person as SessionDuty['personId']})).map(({duty}) => duty),
  )
  return POSTS.staff.filter((duty) => held.has(duty))
}

/**
 * Lets go on who is on duty at the session, and tells whether he leads it; the office, from elsewhere, does so with a reason only.
 *
 * @throws ExamError `report.not-your-session`, `report.lead-only`, `report.reason-needed`
 */
export async function requirePost(
  stores: Pick<DeliveryStores, 'duties'>,
  access: Access,
  {session, post, reason}: Readonly<{session: Session; post: Post; reason?: string | undefined}>,
): Promise<Post> {
  const held = await dutiesAt(stores, access.person, session)
  if (held.some((duty) => POSTS[post].includes(duty)))
    return held.some((duty) => POSTS.lead.includes(duty)) ? 'lead' : 'staff'
  if (access.reach === 'all') {
    if (reason) return 'lead'
    throw new ExamError(
      'invalid',
      'report.reason-needed',
      `You are not on duty at ${session.code}; say why you record this with: --reason`,
    )
  }
  if (held.length > 0)
    throw new ExamError(
      'forbidden',
      'report.lead-only',
      `Only the lead of ${session.code} or the exam office does this.`,
    )
  throw new ExamError(
    'forbidden',
    'report.not-your-session',
    `You are not on duty at ${session.code}; ask the exam office.`,
  )
}
