import {ExamError} from '../errors.ts'
import type {Field, Fields} from './field.ts'

/** Which column of a file holds which field, by the field's name; a field without a column has no entry. */
export type Columns = Readonly<{
  of: Readonly<Record<string, string>>
  /** Columns that hold nothing an import of this kind reads. */
  ignored: readonly string[]
}>

/** The column that a rejects file has more than the file it came from; it is passed over when read again. */
export const ERROR_COLUMN = 'fout'

/**
 * Finds the columns of a kind in a file's header. `mapping` is a profile's: field, or one of its names, to column; it goes
 * before the names that are known.
 *
 * @throws ExamError `import.missing-columns` (all at once), `import.unknown-field`, `import.no-such-column`, `import.two-columns`
 */
export function findColumns(
  fields: Fields,
  header: readonly string[],
  mapping: Readonly<Record<string, string>> = {},
): Columns {
  const given = mapped(fields, header, mapping)
  const taken = new Set(Object.values(given))
  const of: Record<string, string> = {...given}
  for (const [name, field] of Object.entries(fields)) {
    if (of[name] !== undefined) continue
    const columns = header.filter((column) => !taken.has(column) && field.headers.includes(plain(column)))
    if (columns.length > 1) throw twoColumns(columns)
    const [column] = columns
    if (column === undefined) continue
    of[name] = column
    taken.add(column)
  }
  const missing = Object.entries(fields).filter(([name, field]) => field.required && of[name] === undefined)
  if (missing.length > 0) throw missingColumns(missing.map(([, field]) => field))
  return {of, ignored: header.filter((column) => !taken.has(column) && column !== ERROR_COLUMN)}
}

/** The field that a profile means: by its own name or one of its columns' names. @throws ExamError `import.unknown-field` */
export function fieldNamed(fields: Fields, word: string): string {
  const found = Object.entries(fields).find(
    ([name, field]) => name.toLowerCase() === word.toLowerCase() || field.headers.includes(plain(word)),
  )
  if (found) return found[0]
  const known = Object.values(fields).map(({headers}) => headers[0])
  throw new ExamError(
    'invalid',
    'import.unknown-field',
    `"${word}" is no column of this kind; use one of: ${known.join(', ')}.`,
    {
      field: word,
      known,
    },
  )
}

function mapped(
  fields: Fields,
  header: readonly string[],
  mapping: Readonly<Record<string, string>>,
): Record<string, string> {
  const of: Record<string, string> = {}
  for (const [word, wanted] of Object.entries(mapping)) {
    const column = header.find((each) => plain(each) === plain(wanted))
    if (column === undefined)
      throw new ExamError(
        'invalid',
        'import.no-such-column',
        `The profile takes "${word}" from the column "${wanted}", and the file has none; its columns are: ${header.join(', ')}.`,
        {column: wanted},
      )
    of[fieldNamed(fields, word)] = column
  }
  return of
}

function twoColumns(columns: readonly string[]): ExamError {
  return new ExamError(
    'invalid',
    'import.two-columns',
    `The columns ${columns.map((column) => `"${column}"`).join(' and ')} mean the same; delete one of them.`,
    {columns},
  )
}

function missingColumns(fields: readonly Field<unknown>[]): ExamError {
  const names = fields.map(({headers}) => headers.join(' or '))
  return new ExamError(
    'invalid',
    'import.missing-columns',
    `The file has no column ${names.join(', no column ')}. Name the columns so, or save how yours are called with: ontrac import profile save`,
    {columns: fields.map(({headers}) => headers[0])},
  )
}

/** A column's name as it is compared. */
function plain(name: string): string {
  return name
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_')
}
