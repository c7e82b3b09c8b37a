import {z} from 'zod'
import {ExamError} from '../../errors.ts'
import {parsed} from '../../parsed.ts'
import {given} from '../given.ts'
import type {Person} from '../model.ts'
import {searchKey, sortKey} from './names.ts'

/** What is given changes; what is left out stays. */
export const ChangePerson = z.strictObject({
  givenName: z.string().trim().min(1).optional(),
  prefix: z.string().trim().optional(),
  familyName: z.string().trim().min(1).optional(),
  /** Stays as it is when the name somebody uses changes: it says what his ID says. */
  idCheckName: z.string().trim().min(1).optional(),
  email: z.email('is no e-mail address').optional(),
  language: z.enum(['nl', 'en']).optional(),
})

type Change = Partial<Pick<Person, keyof z.output<typeof ChangePerson>>>

/** What somebody asked to change of a person. @throws ExamError `input.invalid`, `person.nothing-to-change` */
export function personChange(input: z.input<typeof ChangePerson>): Change {
  const change = given(parsed(ChangePerson, input))
  if (Object.keys(change).length > 0) return change
  const message = 'Say what should change, such as --email; see the flags with --help.'
  throw new ExamError('invalid', 'person.nothing-to-change', message)
}

/** The change with the keys by which people are found and sorted, which follow their names. */
export function withKeys(person: Person, change: Change): Change & Pick<Person, 'searchKey' | 'sortKey'> {
  const changed = {...person, ...change}
  return {...change, searchKey: searchKey(changed), sortKey: sortKey(changed)}
}
