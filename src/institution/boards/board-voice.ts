import type {Entry} from '../../context.ts'
import type {Reason} from '../../errors.ts'
import {dayOf} from '../../time.ts'
import {inForce} from '../in-force.ts'
import type {Board} from '../model.ts'
import type {InstitutionStores} from '../store.ts'
import {theInstitution} from '../the-institution.ts'

/** Why the one who acts does not speak for a board: only who is a member of it today does. */
export async function notAMember(
  stores: Pick<InstitutionStores, 'boardMembers' | 'institutions'>,
  board: Board,
  {person, now}: Pick<Entry, 'person' | 'now'>,
): Promise<readonly Reason[]> {
  const today = dayOf(now, (await theInstitution(stores)).zone)
  const members = (await stores.boardMembers.all({boardId: board.id})).filter((member) => inForce(member, today))
  if (members.some(({personId}) => personId === person)) return []
  const message = `Only a member of ${board.code} decides for it; add one with: ontrac board change ${board.code} --member STAFF`
  return [{code: 'mandate.not-a-member', message}]
}
