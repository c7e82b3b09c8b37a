import {ExamError} from '../errors.ts'
import type {PersonId} from '../ids.ts'
import type {InstitutionStores} from '../institution/store.ts'

/** Somebody by student number or staff code. @throws ExamError `person.not-found` */
export async function personNamed(
  {students, staff}: Pick<InstitutionStores, 'students' | 'staff'>,
  code: string,
): Promise<PersonId> {
  const person = (await students.find(code)) ?? (await staff.find(code))
  if (person) return person.id
  throw new ExamError(
    'not-found',
    'person.not-found',
    `Nobody has the student number or staff code "${code}"; look with: ontrac student list, or ontrac staff list`,
    {key: code},
  )
}
