import {stringify} from 'csv-stringify/sync'
import type {TableCell} from '../../src/ports.ts'

/**
 * See {@link TableWriter.csv}. Semicolons and a byte order mark, since Dutch spreadsheets expect the one and take a file
 * without the other for Windows-1252. Text that begins as a formula gets an apostrophe; numbers stay numbers.
 */
export function writeTable(header: readonly string[], rows: Iterable<readonly TableCell[]>): string {
  return stringify(
    [header, ...rows].map((row) => [...row]),
    {
      delimiter: ';',
      record_delimiter: '\r\n',
      quote_record_delimiter: true,
      bom: true,
      escape_formulas: true,
    },
  )
}
