import type {Table, Where} from '../store.ts'
import type {Person} from '../institution/model.ts'
import type {Complaint} from './field.ts'

type Ended = Readonly<{endedAt: string | null}>

/** Records by what people call them. */
export type Named<T> = ReadonlyMap<string, T>

/** Active records by code; those that are not there are left out. Codes that are null or undefined are passed over. */
export async function activeByCode<T extends {readonly id: string}, K extends keyof T & string>(
  table: Table<T>,
  column: K,
  codes: readonly (string | null | undefined)[],
): Promise<Named<T>> {
  return byCode(column, await table.all(whereCode<T, K>(column, codes)))
}

/** As {@link activeByCode}, and where none is active the one that ended last, so that what comes back is itself again. */
export async function everByCode<T extends {readonly id: string} & Ended, K extends keyof T & string>(
  table: Table<T>,
  column: K,
  codes: readonly (string | null | undefined)[],
): Promise<Named<T>> {
  const rows = (await table.history(whereCode<T, K>(column, codes))).filter(mayComeBack)
  return byCode(
    column,
    rows.toSorted((a, b) => compareEnds(a.endedAt, b.endedAt)),
  )
}

/** The texts, each once, without what is none. */
export function distinct(values: readonly (string | null | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== null && value !== undefined))]
}

function whereCode<T, K extends keyof T & string>(column: K, codes: readonly (string | null | undefined)[]): Where<T> {
  return {[column]: distinct(codes)} as unknown as Where<T>
}

function byCode<T, K extends keyof T & string>(column: K, rows: readonly T[]): Named<T> {
  return new Map(rows.map((row) => [String(row[column]), row]))
}

/** Active ones last, so that they win. */
function compareEnds(a: string | null, b: string | null): number {
  if (a === b) return 0
  return a === null ? 1 : b === null || a < b ? -1 : 1
}

function mayComeBack(row: Ended & Partial<Pick<Person, 'mergedIntoId' | 'erasedAt'>>): boolean {
  return (row.mergedIntoId ?? null) === null && (row.erasedAt ?? null) === null
}

/** The complaint about a cell that names something that is not there. `list` is the command that shows what is. */
export function unknown(field: string, noun: string, code: string, list: string): Complaint {
  return {
    code: `${noun.replaceAll(' ', '-')}.not-found`,
    message: `There is no ${noun} "${code}"; correct it, or add it first. See what there is with: ontrac ${list}`,
    field,
  }
}

/** The id behind a code: null for none, undefined where the file does not say. */
export function idOf<T extends {readonly id: string}>(
  named: Named<T>,
  wanted: string | null | undefined,
): T['id'] | null | undefined {
  return wanted ? (named.get(wanted)?.id ?? null) : wanted
}
