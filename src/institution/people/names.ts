import type {Person} from '../model.ts'

type Named = Pick<Person, 'givenName' | 'prefix' | 'familyName'>

/** As one speaks to somebody: "Sanne de Vries". */
export function fullName({givenName, prefix, familyName}: Named): string {
  return [givenName, prefix, familyName].filter(Boolean).join(' ')
}

/** As a list is sorted and read out, by family name: "Vries, Sanne de". */
export function listName({givenName, prefix, familyName}: Named): string {
  return `${familyName}, ${[givenName, prefix].filter(Boolean).join(' ')}`
}

/** The key by which people are found: number or code and name without capitals and diacritics ("Çelik" is found by "celik"). */
export function searchKey(person: Named & Pick<Person, 'studentNumber' | 'staffCode'>): string {
  return folded(
    [person.studentNumber, person.staffCode, person.givenName, person.prefix, person.familyName]
      .filter(Boolean)
      .join(' '),
  )
}

/** The key by which people are sorted: family name, given name, prefix, as Dutch lists do. */
export function sortKey(person: Named): string {
  return folded(`${person.familyName} ${person.givenName} ${person.prefix}`)
}

/** Letters that Unicode does not take apart into a letter and a mark. */
const UNDECOMPOSED: Readonly<Record<string, string>> = {ł: 'l', ø: 'o', ß: 'ss', ı: 'i', đ: 'd', æ: 'ae', œ: 'oe'}

/** Without capitals, diacritics and strokes, so that it can be compared byte by byte on every database. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[łøßıđæœ]/g, (letter) => UNDECOMPOSED[letter] ?? letter)
    .replaceAll(/\s+/g, ' ')
    .trim()
}
