import type {Reason} from '../../errors.ts'
import {inForce} from '../../institution/in-force.ts'
import type {Exam, Person} from '../../institution/model.ts'
import {dayOf, type Instant} from '../../time.ts'
import type {DeliveryStores} from '../store.ts'

/** Somebody who decides on a candidate, and whether he may do so for a board. */
export type Decider = Readonly<{person: Person; ofBoard: boolean}>

/**
 * The employee with a staff code, and whether he is a member of an exam board or holds a mandate of one on that day.
 *
 * @throws ExamError `staff.not-found`
 */
export async function deciderOf(
  stores: DeliveryStores,
  staffCode: string,
  {now, zone}: Readonly<{now: Instant; zone: string}>,
): Promise<Decider> {
  const person = await stores.staff.get(staffCode)
  const today = dayOf(now, zone)
  const memberships = (await stores.boardMembers.all({personId: person.id})).filter((member) => inForce(member, today))
  const mandates = (await stores.mandates.all({personId: person.id})).filter(
    ({revokedAt, ...term}) => revokedAt === null && inForce(term, today),
  )
  return {person, ofBoard: memberships.length + mandates.length > 0}
}

/** Only the board, or who acts for it, decides who is let in at a central exam (Examenprotocol art. 12). */
export function deciderReasons({person, ofBoard}: Decider, exams: readonly Exam[]): readonly Reason[] {
  const central = exams.find(({kind}) => kind === 'central')
  if (!central || ofBoard) return []
  const message = `${central.code} is a central exam: who decides on it is a member of the exam board or holds its mandate, and ${person.staffCode} is neither.`
  return [{code: 'report.decider-not-of-board', message, details: {staff: person.staffCode, exam: central.code}}]
}
