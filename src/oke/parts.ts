import type {Json} from '../json.ts'

/** An object of the standard as it came: any fields, also those that are to be ignored. */
export type OkeObject = Readonly<Record<string, unknown>>

/** The key of our part of the standard in `consumers`. */
export const CONSUMER_KEY = 'nl-test-admin'

/** What is no object counts as one without fields. */
export function objectOf(value: unknown): OkeObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as OkeObject) : {}
}

/** A list, also of one thing that is written without brackets (the checklist, §8.5). */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}

/** Our own entry in `consumers`; without one, no fields. */
export function consumerOf(value: OkeObject): OkeObject {
  return objectOf(listOf(value['consumers']).find((entry) => objectOf(entry)['consumerKey'] === CONSUMER_KEY))
}

/** A list with our own entry; fields that are undefined are left out. */
export function consumers(fields: Readonly<Record<string, Json | undefined>>): readonly Json[] {
  return [{consumerKey: CONSUMER_KEY, ...given(fields)}]
}

/** Without the fields that are undefined. */
export function given(fields: Readonly<Record<string, Json | undefined>>): {readonly [key: string]: Json} {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined))
}

/** A text, or nothing. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined
}

/** The Dutch of a text in languages; a plain text is read as one (§8.5), other languages are ignored. */
export function dutchOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const texts = listOf(value).map(objectOf)
  return textOf(texts.find(({language}) => language === 'nl-NL')?.['value'])
}

/** A text as the standard writes it in Dutch. */
export function inDutch(value: string): readonly Json[] {
  return [{language: 'nl-NL', value}]
}

/** The id of another object, whether it was sent by id or whole. */
export function idIn(value: unknown, field: string): string | undefined {
  return textOf(value) ?? textOf(objectOf(value)[field])
}

/** The code of a kind among `primaryCode` and `otherCodes`. */
export function codeOf(value: OkeObject, ...kinds: readonly string[]): string | undefined {
  const entries = [value['primaryCode'], ...listOf(value['otherCodes'])].map(objectOf)
  return textOf(entries.find(({codeType}) => kinds.includes(String(codeType)))?.['code'])
}
