import {ExamError} from '../../src/errors.ts'

const SMALLEST = -2_147_483_648
const LARGEST = 2_147_483_647

/** A value reached the store that one of the engines would lose or change without a word: a bug in the caller. */
export class UnstorableError extends TypeError {
  readonly code = 'store.unstorable'

  /** `what` names the kind of value, never the value itself (design rule 22). */
  constructor(what: string, column?: string) {
    super(
      `${what} cannot be stored${column === undefined ? '' : ` in ${column}`}; the store takes text, whole numbers of 32 bits, null and bytes.`,
    )
    this.name = 'UnstorableError'
  }
}

/**
 * Refuses what the engines would keep as something else (design rule 14). sqlite3 turns a bigint into NULL and an object
 * into "[object Object]"; pg turns undefined into NULL and a Date into local time.
 *
 * @throws UnstorableError
 */
export function assertStorable(values: readonly unknown[]): void {
  for (const value of values) {
    // Yes and no come from Kysely's own questions about the schema; those of stores are 1 and 0 by now.
    if (typeof value === 'string' || value === null || typeof value === 'boolean') continue
    if (typeof value === 'number') assertNumber(value)
    else if (!(value instanceof Uint8Array)) throw new UnstorableError(kindOf(value))
  }
}

/** @throws UnstorableError for a fraction, NaN, an infinity and what 32 bits do not hold */
export function assertNumber(value: number, column?: string): void {
  if (Number.isInteger(value) && value >= SMALLEST && value <= LARGEST) return
  throw new UnstorableError(
    Number.isInteger(value) ? 'A whole number beyond 32 bits' : 'A number that is not whole',
    column,
  )
}

/** How a value that cannot be stored is named in an error. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'Undefined'
  if (typeof value === 'object' && value !== null) return `An object of class ${value.constructor?.name ?? 'unknown'}`
  return `A ${typeof value}`
}

const ASCII_WITHOUT_NUL = /^[\u0001-\u007f]*$/

/**
 * Text as both engines keep it: composed (NFC), so that equal names are equal.
 *
 * @throws ExamError `store.invalid-text` for a NUL character or half a surrogate pair, which Postgres refuses or replaces
 */
export function storableText(text: string): string {
  if (ASCII_WITHOUT_NUL.test(text)) return text
  if (text.includes('\u0000') || !text.isWellFormed())
    throw new ExamError(
      'invalid',
      'store.invalid-text',
      'A text holds characters that are no text (NUL or half a character).',
    )
  return text.normalize('NFC')
}
