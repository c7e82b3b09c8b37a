import {fullName} from '../institution/people/names.ts'
import type {Json} from '../json.ts'
import {isId} from '../ids.ts'
import type {ArchiveStores} from './store.ts'

/** Codes for ids, so that what is kept can be read without the store it came from. */
export type CodeBook = Readonly<{
  /** The code of anything the school names; null for null or what is not known to the one who looks. */
  code: (id: string | null) => string | null
  /** A value in which every known id is replaced by its code, however deep. */
  inCodes: (value: Json) => Json
  /** The same book with more codes, such as those of students. */
  with: (more: Iterable<readonly [id: string, code: string]>) => CodeBook
}>

/** Opens the codes of everything but students and their things; a few thousand at most. */
export async function openCodeBook(stores: ArchiveStores): Promise<CodeBook> {
  const named = [
    ...(await stores.exams.history()),
    ...(await stores.examVersions.history()),
    ...(await stores.periods.all()),
    ...(await stores.programmes.history()),
    ...(await stores.groups.history()),
    ...(await stores.locations.history()),
    ...(await stores.rooms.history()),
    ...(await stores.boards.history()),
    ...(await stores.mandates.history()),
  ]
  const staff = await stores.staff.history()
  return codeBook(
    new Map<string, string>([
      ...named.map(({id, code}) => [id, code] as const),
      ...staff.map((person) => [person.id, person.staffCode ?? fullName(person)] as const),
    ]),
  )
}

function codeBook(codes: ReadonlyMap<string, string>): CodeBook {
  const inCodes = (value: Json): Json => {
    if (typeof value === 'string') return isId(value) ? (codes.get(value) ?? value) : value
    if (Array.isArray(value)) return value.map(inCodes)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, inCodes(part)]))
  }
  return {
    code: (id) => (id === null ? null : (codes.get(id) ?? null)),
    inCodes,
    with: (more) => codeBook(new Map([...codes, ...more])),
  }
}
