import {assertNumber, kindOf, storableText, UnstorableError} from './dialects/storable.ts'

/**
 * A value of the domain as both engines keep it: yes and no as 1 and 0, lists and plain objects as JSON text, text composed.
 * `column` is for the error only.
 *
 * @throws UnstorableError for what would be lost or changed: undefined, a bigint, a Date, a fraction, more than 32 bits
 * @throws ExamError `store.invalid-text` for text that is no text
 */
export function storable(value: unknown, column?: string): string | number | Uint8Array | null {
  switch (typeof value) {
    case 'string':
      return storableText(value)
    case 'number':
      assertNumber(value, column)
      return value
    case 'boolean':
      return value ? 1 : 0
    case 'object':
      return value === null || value instanceof Uint8Array ? value : jsonText(value, column)
    default:
      throw new UnstorableError(kindOf(value), column)
  }
}

/** JSON text that gives back exactly `value`. @throws as {@link storable} */
export function jsonText(value: unknown, column?: string): string {
  return JSON.stringify(json(value, column))
}

// Composed text by text and not as a whole: a combining mark at the start of a text would join the quote's neighbour.
function json(value: unknown, column: string | undefined): unknown {
  if (typeof value === 'string') return storableText(value)
  if (value === null || typeof value === 'boolean') return value
  // JSON has fractions and large numbers; the 32 bits are a rule for columns.
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (Array.isArray(value)) return value.map((part) => json(part, column))
  if (!isPlainObject(value)) throw new UnstorableError(kindOf(value), column)
  const parts: [string, unknown][] = []
  for (const [key, part] of Object.entries(value)) {
    // An absent part and an undefined one are the same to the domain's types, and to JSON.
    if (part !== undefined) parts.push([storableText(key), json(part, column)])
  }
  return Object.fromEntries(parts)
}

function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
