import {ExamError, type Reason} from '../errors.ts'

/** A column that a kind of file may have: how it may be called, and how a cell is read. */
export type Field<T> = Readonly<{
  /** Names in files, the Dutch one first; `_`, `-` and spaces count as the same. */
  headers: readonly string[]
  required: boolean
  /** What an empty cell says; a required field has none. */
  empty: T | undefined
  /** @throws ExamError whose sentence names the value and what it should be */
  read: (cell: string) => T
}>

/** The columns of a kind by the name of what they hold. */
export type Fields = Readonly<Record<string, Field<unknown>>>

/** A row as read. A field is undefined when the file has no such column: it says nothing, and what is known stays. */
export type RowOf<F extends Fields> = {readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never}

/** A column that the file must have and whose cells must be filled. `names` are separated by spaces. */
export function required<T>(names: string, read: (cell: string) => T): Field<T> {
  return {headers: names.split(' '), required: true, empty: undefined, read}
}

/** A column that may be left out; an empty cell says `empty`. */
export function optional<T>(names: string, read: (cell: string) => T, empty: T): Field<T | undefined> {
  return {headers: names.split(' '), required: false, empty, read}
}

/** What is wrong with a row; `field` is the cell it is about, if it is about one. */
export type Complaint = Reason & Readonly<{field?: string}>

/** Reads one cell. @throws ExamError `cell.empty`, or what {@link Field.read} throws */
export function readCell<T>(field: Field<T>, cell: string): T {
  const text = cell.normalize('NFC').trim()
  if (text !== '') return field.read(text)
  if (!field.required) return field.empty as T
  throw new ExamError('invalid', 'cell.empty', 'The cell is empty; fill it in.')
}
