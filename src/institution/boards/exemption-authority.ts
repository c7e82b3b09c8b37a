import type {Entry} from '../../context.ts'
import type {Deed} from '../../deeds.ts'
import type {Reason} from '../../errors.ts'
import {type Authority, openAuthority} from './authority.ts'
import type {Exam, Person} from '../model.ts'
import type {InstitutionStores} from '../store.ts'

/** By what right a board decides on a student's exemption from an exam; undefined when it is another board's. */
export async function exemptionAuthority(
  stores: InstitutionStores,
  entry: Entry,
  deed: Extract<Deed, 'exemption.grant' | 'exemption.end'>,
  {person, exam}: Readonly<{person: Person; exam: Exam}>,
): Promise<Authority | undefined> {
  const studies = await stores.programmeEnrolments.all({personId: person.id})
  const authority = await openAuthority(stores, entry, deed)
  return authority({exam: exam.id, programmes: studies.map(({programmeId}) => programmeId)})
}

/** What is said when it is. */
export function notThisBoard({code}: Exam): Reason {
  const message = `Your board does not answer for ${code} or for this student's programme; see what it answers for with: ontrac board list`
  return {code: 'exemption.not-this-board', message}
}
