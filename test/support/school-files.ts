import type {AllStores} from '../../db/context.ts'
import type {Context} from '../../src/context.ts'
import type {BoardId} from '../../src/ids.ts'
import {applyImport, type AppliedImport} from '../../src/imports/apply-import.ts'
import type {ImportOptions} from '../../src/imports/import-kind.ts'
import {type ImportPlan, planImport} from '../../src/imports/plan-import.ts'
import type {BadRow, TableFile, TableOptions} from '../../src/ports.ts'
import {sampleSchool} from '../../src/sample-school/sample-school.ts'
import type {World} from './world.ts'

/** A file as a test writes it: a header and rows, cells separated by `;`. */
export function tableOf(file: string, [head = '', ...lines]: readonly string[]) {
  return openRows(
    file,
    head.split(';'),
    lines.map((line) => line.split(';')),
  )
}

/** As {@link tableOf}, with rows that are cells already. */
export function openRows(file: string, header: readonly string[], rows: Iterable<readonly string[]>) {
  return async ({onBadRow}: TableOptions = {}): Promise<TableFile> => ({
    file,
    format: {separator: ';', encoding: 'utf-8'},
    header,
    rows: rowsOf(file, header, rows, onBadRow),
  })
}

async function* rowsOf(
  file: string,
  header: readonly string[],
  rows: Iterable<readonly string[]>,
  onBadRow: TableOptions['onBadRow'],
) {
  let line = 1
  for (const cells of rows) {
    line += 1
    if (cells.length === header.length)
      yield {line, cells: Object.fromEntries(header.map((name, i) => [name, cells[i] ?? '']))}
    else onBadRow?.(badRow(file, line, cells))
  }
}

function badRow(file: string, line: number, cells: readonly string[]): BadRow {
  return {line, cells, problem: {code: 'table.cell-count', message: `${file}:${line} has ${cells.length} cells.`}}
}

type Ask = ImportOptions & Readonly<{confirmConsequences?: boolean}>

/** Plans and applies one file; what is bad stops it, as it does at the terminal. */
export async function importFile(
  ctx: Context<AllStores>,
  kind: string,
  open: (options?: TableOptions) => Promise<TableFile>,
  {confirmConsequences, ...options}: Ask = {},
): Promise<Readonly<{plan: ImportPlan; applied: AppliedImport | null}>> {
  const plan = await planImport(ctx, {kind, open, options})
  if (plan.run === null) return {plan, applied: null}
  const applied = await applyImport(ctx, {run: plan.run, ...(confirmConsequences ? {confirmConsequences} : {})})
  return {plan, applied}
}

/** The files of the small sample school, ready to open. */
export function sampleFiles(seed = 1) {
  return sampleSchool('small', seed).files.map((file) => ({...file, open: openRows(file.name, file.header, file.rows)}))
}

/** What the sample school's files need before the first of them: its exam boards, and a period that is open. */
export async function beforeSampleFiles(world: World): Promise<void> {
  for (const code of ['EC-ZW', 'EC-TI', 'EC-ED'])
    await world.insert('examBoard', {id: world.ids.next<BoardId>(), code, name: code, endedAt: null, version: 1})
  await world.period('2026-P2')
}
