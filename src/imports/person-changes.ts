import type {Person} from '../institution/model.ts'
import {fullName, searchKey, sortKey} from '../institution/people/names.ts'

/**
 * What a person becomes with new facts, and with the keys by which he is found and sorted. The name on his ID follows his
 * own name as long as it was the same; facts that are undefined stay.
 */
export function renamed(person: Person, facts: Partial<Person>): Partial<Person> {
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<Person>
  const now: Person = {...person, ...given}
  const onId = given.idCheckName || (person.idCheckName === fullName(person) ? fullName(now) : person.idCheckName)
  return {...given, idCheckName: onId, searchKey: searchKey(now), sortKey: sortKey(now)}
}
