import type {Person} from '../institution/model.ts'
import type {InstitutionStores} from '../institution/store.ts'

/** Persons who share an address, such as a family; more are not written to. */
const MOST = 3

/** Whom somebody means who types a student number, staff code or e-mail address; none for nobody. */
export async function personsMeant(
  {students, staff, persons}: Pick<InstitutionStores, 'students' | 'staff' | 'persons'>,
  typed: string,
): Promise<readonly Person[]> {
  const who = typed.trim()
  if (who.includes('@')) {
    const found = await persons.all({email: [...new Set([who, who.toLowerCase()])], endedAt: null}, {limit: MOST + 1})
    return found.length > MOST ? [] : found
  }
  const one = (await students.find(who)) ?? (await staff.find(who.toUpperCase())) ?? (await staff.find(who))
  return one === undefined || one.endedAt !== null ? [] : [one]
}

/** Whether somebody needs a second factor: all who are more than a student (design rule 23). */
export function needsSecondFactor({studentNumber, staffCode}: Person): boolean {
  return staffCode !== null || studentNumber === null
}
