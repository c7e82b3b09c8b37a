import {ExamError, type Reason} from '../errors.ts'
import type {BadRow as UnreadableRow, TableFile, TableRow} from '../ports.ts'
import type {Columns} from './columns.ts'
import {type Complaint, readCell} from './field.ts'
import type {AnyImportKind, ReadRow} from './import-kind.ts'

/** A row that is left out, and every reason: file, line, column, value and what to do about it (design rule 17). */
export type BadRow = Readonly<{
  line: number
  cells: readonly string[]
  reasons: readonly Reason[]
  /** The same reasons without file and line, for a file of their own. */
  problems: readonly string[]
}>

/** A row whose cells could be read, with the cells. */
export type GoodRow = ReadRow<Readonly<Record<string, unknown>>> & Readonly<{cells: TableRow['cells']}>

/** Some rows of a file, in order. A bad one still says what could be read of it. */
export type Batch = Readonly<{
  cells: readonly (readonly string[])[]
  good: readonly GoodRow[]
  bad: readonly Readonly<{row: BadRow; read: Readonly<Record<string, unknown>>}>[]
}>

/** Rows that are looked up together: more make statements long, fewer make them many. */
const TOGETHER = 500

/** Reads a file's rows in batches, so that memory stays flat; a second row with the same key is bad. */
export async function* readBatches(
  kind: AnyImportKind,
  file: Pick<TableFile, 'file' | 'header' | 'rows'>,
  columns: Columns,
): AsyncGenerator<Batch> {
  const lines = new Map<string, number>()
  let rows: TableRow[] = []
  for await (const row of file.rows) {
    rows.push(row)
    if (rows.length < TOGETHER) continue
    yield readBatch({kind, file, columns, lines}, rows)
    rows = []
  }
  yield readBatch({kind, file, columns, lines}, rows)
}

type Reading = Readonly<{
  kind: AnyImportKind
  file: Pick<TableFile, 'file' | 'header'>
  columns: Columns
  /** On which line each key was first seen. */
  lines: Map<string, number>
}>

function readBatch({kind, file, columns, lines}: Reading, rows: readonly TableRow[]): Batch {
  const good: GoodRow[] = []
  const bad: Batch['bad'][number][] = []
  for (const {line, cells} of rows) {
    const {read, complaints} = readCells(kind, columns, cells)
    const twice = complaints.length === 0 ? lines.get(kind.key(read)) : undefined
    const all = twice === undefined ? complaints : [seenBefore(twice)]
    if (all.length === 0) {
      lines.set(kind.key(read), line)
      good.push({line, row: read, cells})
    } else bad.push({row: badRow(file, columns, {line, cells}, all), read})
  }
  return {cells: rows.map(({cells}) => file.header.map((column) => cells[column] ?? '')), good, bad}
}

function readCells(
  {fields}: AnyImportKind,
  columns: Columns,
  cells: TableRow['cells'],
): Readonly<{read: Readonly<Record<string, unknown>>; complaints: readonly Complaint[]}> {
  const read: Record<string, unknown> = {}
  const complaints: Complaint[] = []
  for (const [name, column] of Object.entries(columns.of)) {
    const field = fields[name]
    if (!field) continue
    try {
      read[name] = readCell(field, cells[column] ?? '')
    } catch (error) {
      if (!(error instanceof ExamError)) throw error
      complaints.push({code: error.code, message: error.message, field: name})
    }
  }
  return {read, complaints}
}

function seenBefore(line: number): Complaint {
  return {code: 'import.twice', message: `Line ${line} is about the same; keep one of both.`}
}

/** A bad row with its place in every reason: `rooms.csv:12 plaatsen "veel": …`. */
export function badRow(
  {file, header}: Pick<TableFile, 'file' | 'header'>,
  columns: Columns,
  {line, cells}: TableRow,
  complaints: readonly Complaint[],
): BadRow {
  const reasons = complaints.map(({field, code, message, details}): Reason => {
    const column = field === undefined ? undefined : columns.of[field]
    const value = column === undefined ? undefined : (cells[column] ?? '')
    const said = value === undefined || value === '' || message.includes(value) ? '' : ` "${value}"`
    const place = column === undefined ? '' : ` ${column}${said}`
    return {
      code,
      message: `${file}:${line}${place}: ${message}`,
      details: {...details, file, line, ...(column === undefined ? {} : {column, value})},
    }
  })
  const problems = complaints.map(({field, message}) => {
    const column = field === undefined ? undefined : columns.of[field]
    return column === undefined ? message : `${column}: ${message}`
  })
  return {line, cells: header.map((column) => cells[column] ?? ''), reasons, problems}
}

/** A row with too many or too few cells, as a bad row like the others. */
export function unreadable({header}: Pick<TableFile, 'header'>, {line, cells, problem}: UnreadableRow): BadRow {
  const surplus = cells.slice(header.length)
  const problems =
    surplus.length > 0 ? [`More cells than columns: ${surplus.join(' | ')}`] : ['Fewer cells than columns.']
  return {line, cells: header.map((_, i) => cells[i] ?? ''), reasons: [problem], problems}
}
