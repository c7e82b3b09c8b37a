import {canonicalJson, type Json} from '../json.ts'
import type {AnyRecord, RecordName} from './records.ts'

type Values = Readonly<Record<string, Json>>

/**
 * One change of one record, as it was planned: a new record, columns with what they were and become, or an end at the
 * moment it is applied (with columns that change along).
 */
export type RecordChange =
  | Readonly<{in: RecordName; add: AnyRecord}>
  | Readonly<{in: RecordName; id: string; was: Values; set: Values}>
  | Readonly<{in: RecordName; id: string; end: true}>

/** What a row of a file changes, named as people know it. */
export type RecordItem = Readonly<{line: number; about: string; changes: readonly RecordChange[]}>

export function adding<T extends {readonly id: string}>(kind: RecordName, row: T): RecordChange {
  return {in: kind, add: row as unknown as AnyRecord}
}

export function ending(kind: RecordName, {id}: Readonly<{id: string}>): RecordChange {
  return {in: kind, id, end: true}
}

/**
 * The change that makes `row` what is wanted, or none. A column that is undefined in `wanted` is not spoken of; a row that
 * has ended is revived.
 */
export function changing<T extends {readonly id: string}>(
  kind: RecordName,
  row: T,
  wanted: Partial<T>,
): readonly RecordChange[] {
  const set: Record<string, Json> = {}
  const was: Record<string, Json> = {}
  for (const [column, value] of Object.entries(wanted)) {
    if (value === undefined) continue
    const known = (row as Readonly<Record<string, unknown>>)[column] ?? null
    if (same(known, value)) continue
    set[column] = value as Json
    was[column] = known as Json
  }
  return Object.keys(set).length === 0 ? [] : [{in: kind, id: row.id, was, set}]
}

/** Whether two values of a column are the same; lists and objects by what they hold. */
export function same(a: unknown, b: unknown): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && canonicalJson(a) === canonicalJson(b))
}
