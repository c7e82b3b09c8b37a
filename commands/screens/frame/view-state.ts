import {folded} from '../../../src/institution/people/names.ts'
import {textOf} from './cells.ts'
import type {Page, Place, Row, Sheet} from '../parts/screen.ts'

/** How a list is sorted: by a column; null is as it came. */
export type Sort = Readonly<{column: number; down: boolean}> | null

/** One step of the way one came: a place, and how one looks at it. */
export type Stop = Readonly<{
  place: Place
  crumb: string
  sheet: number
  /** The key of the chosen row, and where it stood when it was last seen. */
  key: string | null
  index: number
  column: number
  filter: string
  sort: Sort
  /** How many rows are wanted of a list that is read in pieces. */
  wanted: number
}>

/** Rows that a list in pieces begins with. */
export const PIECE = 500

/** A place just come to. */
export function arriveAt(place: Place): Stop {
  return {place, crumb: '', sheet: 0, key: null, index: 0, column: 1, filter: '', sort: null, wanted: PIECE}
}

/** What is drawn of a sheet: its rows after filter and sort, and where the cursor is. */
export type Shown = Readonly<{sheet: Sheet; rows: readonly Row[]; cursor: number; row: Row | undefined}>

/** The sheet that is looked at. */
export function sheetOf(page: Page, stop: Pick<Stop, 'sheet'>): Sheet | undefined {
  return page.sheets[Math.min(stop.sheet, page.sheets.length - 1)]
}

/** Rows that hold every word of the filter, capitals and accents apart, in the order asked for. */
export function rowsShown({rows, heads}: Sheet, filter: string, sort: Sort): readonly Row[] {
  const words = folded(filter).split(' ').filter(Boolean)
  const found = words.length === 0 ? rows : rows.filter((row) => holds(row, words))
  if (sort === null || !heads[sort.column]) return found
  const {column, down} = sort
  const sorted = found.toSorted((a, b) => compared(a, b, column))
  return down ? sorted.toReversed() : sorted
}

function holds({cells, group}: Row, words: readonly string[]): boolean {
  const text = folded([...cells.map(textOf), group ?? ''].join(' '))
  return words.every((word) => text.includes(word))
}

const order = new Intl.Collator('nl', {numeric: true, sensitivity: 'base'})

function compared(a: Row, b: Row, column: number): number {
  return order.compare(textOf(a.cells[column] ?? null), textOf(b.cells[column] ?? null))
}

/** Where the cursor is: with the row it was with, else where that stood. */
export function cursorIn(rows: readonly Row[], {key, index}: Pick<Stop, 'key' | 'index'>): number {
  const at = rows[index]
  if (at && at.key === key) return index
  const found = key === null ? -1 : rows.findIndex((row) => row.key === key)
  return found >= 0 ? found : Math.max(0, Math.min(index, rows.length - 1))
}

/** The same stop with the cursor on another row. */
export function moved(stop: Stop, rows: readonly Row[], to: number): Stop {
  const index = Math.max(0, Math.min(to, rows.length - 1))
  return {...stop, index, key: rows[index]?.key ?? null}
}

/** The next way to sort: each column up, then down, then as it came. */
export function nextSort(sort: Sort, columns: number): Sort {
  if (sort === null) return {column: 0, down: false}
  if (!sort.down) return {...sort, down: true}
  return sort.column + 1 < columns ? {column: sort.column + 1, down: false} : null
}
