import {pipeline, Readable} from 'node:stream'
import {CsvError, type Info, parse} from 'csv-parse'
import {ExamError} from '../../src/errors.ts'
import type {BadRow, TableFile, TableFormat, TableOptions, TableRow} from '../../src/ports.ts'
import {encodingOf, textOf} from './file-text.ts'
import {unguarded} from './formula-guard.ts'
import {type Layout, layoutOf} from './layout.ts'

/** A row as it stands in the file, with the line on which it begins. */
type Line = Readonly<{line: number; cells: readonly string[]}>
type Source = Readonly<{file: string; encoding: TableFormat['encoding']}>

/** A longer row (in characters) is taken for a quote that is never closed, so that such a file does not fill the memory. */
const LONGEST_ROW = 1_000_000

/** See {@link TableReader.read}. */
export async function readTable(file: string, options: TableOptions = {}): Promise<TableFile> {
  const source = {file, encoding: await encodingOf(file)}
  const layout = layoutOf(await firstOf(textOf(source.file, source.encoding), ''))
  const header = headerOf(file, await firstOf(linesOf(source, layout), {line: 1, cells: []}))
  const rows = {[Symbol.asyncIterator]: () => rowsOf(file, header, linesOf(source, layout), options)}
  return {file, format: {separator: layout.separator, encoding: source.encoding}, header, rows}
}

async function firstOf<T>(values: AsyncIterable<T>, otherwise: T): Promise<T> {
  for await (const value of values) return value
  return otherwise
}

function headerOf(file: string, {line, cells}: Line): readonly string[] {
  const invalid = (code: string, message: string, details = {}): ExamError =>
    new ExamError('invalid', code, `${file}:${line} ${message}`, {file, line, ...details})
  if (cells.length === 0) throw invalid('table.empty', 'is empty; the first line must name the columns.')
  const header = cells.map((name) => name.normalize('NFC').trim().toLowerCase())
  const empty = header.indexOf('')
  if (empty >= 0) {
    throw invalid('table.empty-header', `has no name for column ${empty + 1}; name it or delete it.`, {
      column: empty + 1,
    })
  }
  const twice = header.find((name, i) => header.indexOf(name) < i)
  if (twice !== undefined) {
    throw invalid('table.duplicate-header', `names two columns "${twice}"; delete or rename one.`, {column: twice})
  }
  return header
}

async function* rowsOf(
  file: string,
  header: readonly string[],
  lines: AsyncIterable<Line>,
  {onBadRow}: TableOptions,
): AsyncGenerator<TableRow> {
  let first = true
  for await (const {line, cells} of lines) {
    if (first) first = false
    else if (cells.length === header.length) yield {line, cells: namedCells(header, cells)}
    else if (onBadRow) onBadRow(badRow(file, header, {line, cells}))
    else {
      const {code, message, details} = badRow(file, header, {line, cells}).problem
      throw new ExamError('invalid', code, message, details)
    }
  }
}

function namedCells(header: readonly string[], cells: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(header.map((name, i) => [name, unguarded(cells[i] ?? '')]))
}

function badRow(file: string, header: readonly string[], {line, cells}: Line): BadRow {
  const message =
    `${file}:${line} has ${cells.length} cells where the first line has ${header.length}; ` +
    'add what is missing, or put a cell that holds the separator between double quotes.'
  const details = {file, line, cells: cells.length, expected: header.length}
  return {line, cells, problem: {code: 'table.cell-count', message, details}}
}

/** The rows from the first line on, without those that hold no text. */
async function* linesOf({file, encoding}: Source, {separator, firstLine}: Layout): AsyncGenerator<Line> {
  const parser = parse({
    delimiter: separator,
    record_delimiter: '\n',
    from_line: firstLine,
    skip_empty_lines: true,
    relax_column_count: true,
    info: true,
    max_record_size: LONGEST_ROW,
  })
  // A failure of the file reaches the parser, and with it the loop below.
  pipeline(Readable.from(textOf(file, encoding)), parser, () => {})
  let lastLine = 0
  try {
    for await (const {record, info} of parser as AsyncIterable<{record: string[]; info: Info}>) {
      if (record.some((cell) => cell.trim() !== '')) yield {line: info.lines - lineEndsIn(record), cells: record}
      lastLine = info.lines
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenQuote(file, lastLine, error) : error
  }
}

function lineEndsIn(cells: readonly string[]): number {
  return cells.reduce((count, cell) => count + cell.split('\n').length - 1, 0)
}

const NEVER_CLOSED = ['CSV_QUOTE_NOT_CLOSED', 'CSV_MAX_RECORD_SIZE']

function brokenQuote(file: string, lastLine: number, cause: CsvError): ExamError {
  // A quote that is never closed shows at the end of the file; it was opened in the row after the last good one.
  const unclosed = NEVER_CLOSED.includes(cause.code)
  const line = unclosed ? lastLine + 1 : Number(cause['lines'])
  const message = unclosed
    ? `${file}:${line} opens a double quote that is never closed; close it, or write it twice ("") if it belongs to the text.`
    : `${file}:${line} has a double quote within a cell; put the cell between double quotes and write each one in it twice ("").`
  return new ExamError('invalid', 'table.broken-quote', message, {file, line}, {cause})
}
