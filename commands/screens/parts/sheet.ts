import {reachOf} from '../../../src/deeds.ts'
import type {Cell, DeedChoice, Desk, Fact, Head, Item, Place, Row, RowDeed, RowLink, Sheet, Tone} from './screen.ts'
import type {Text} from './text.ts'

/** A column, in terms of what the rows are of. The first is always shown. */
export type ColumnOf<R> = Readonly<{
  title: Text
  cell: (row: R) => Cell
  align?: 'right'
  rank?: number
  most?: number
  grow?: true
}>

export type SheetOf<R> = Readonly<{
  title: Text
  rows: readonly R[]
  /** Unlike any other row's: the cursor stays with it when the list changes. */
  key: (row: R) => string
  columns: readonly ColumnOf<R>[]
  empty: Text
  /** The command that lists the same. */
  words: readonly string[]
  code?: (row: R) => string
  group?: (row: R) => string
  open?: (row: R) => Place | null
  /** What is told of the chosen row beside what its cells say. */
  facts?: (row: R) => readonly Fact[]
  deeds?: readonly RowDeed<R>[]
  links?: readonly RowLink<R>[]
  more?: boolean
}>

const MOST = 28

/** Makes a list. What a row's deeds and facts are is found out only for the row that is chosen. */
export function listOf<R>(desk: Pick<Desk, 'speak' | 'reader'>, spec: SheetOf<R>): Sheet {
  const heads = spec.columns.map((column, i) => headOf(column, i, desk))
  return {
    title: desk.speak(spec.title),
    heads,
    rows: spec.rows.map((row) => rowOf(desk, spec, heads, row)),
    empty: desk.speak(spec.empty),
    grid: false,
    words: spec.words,
    more: spec.more ?? false,
  }
}

function headOf<R>(
  {title, align, rank, most = MOST, grow}: ColumnOf<R>,
  i: number,
  {speak}: Pick<Desk, 'speak'>,
): Head {
  return {title: speak(title), align: align ?? 'left', rank: rank ?? i, most, grow: grow ?? false}
}

function rowOf<R>(
  desk: Pick<Desk, 'speak' | 'reader'>,
  {key, code = key, group, open, facts, deeds = [], links = [], columns}: SheetOf<R>,
  heads: readonly Head[],
  row: R,
): Row {
  const cells = columns.map(({cell}) => cell(row))
  const item: Item = {
    code: code(row),
    open: open?.(row) ?? null,
    facts: () => [...heads.map(({title}, i): Fact => [title, cells[i] ?? null]), ...(facts?.(row) ?? [])],
    deeds: () => [...choicesOf(desk, deeds, row), ...waysOf(desk, links, row)],
  }
  return {key: key(row), group: group?.(row) ?? null, cells, at: () => item}
}

/** What the one who looks may do with a thing, in his language; nothing on a screen that is for looking. */
export function choicesOf<R>(
  {speak, reader}: Pick<Desk, 'speak' | 'reader'>,
  deeds: readonly RowDeed<R>[],
  row: R,
): readonly DeedChoice[] {
  return deeds
    .filter(({look}) => look || !reader.readOnly)
    .filter(({deed, when}) => reader.roles.some((role) => reachOf(deed, role)) && (when?.(row) ?? true))
    .map(({key, label, fields, words, severe, look}) => ({
      key,
      label: speak(label),
      fields: (fields?.(row) ?? []).map((field) => ({...field, label: speak(field.label)})),
      words: (answers) => words(row, answers),
      severe: severe?.(row),
      ...(look ? {look} : {}),
    }))
}

/** Ways to other screens, also for who only looks. */
function waysOf<R>({speak}: Pick<Desk, 'speak'>, links: readonly RowLink<R>[], row: R): readonly DeedChoice[] {
  return links.flatMap(({key, label, to}) => {
    const go = to(row)
    return go ? [way(key, speak(label), go)] : []
  })
}

/** A key that leads to another screen. */
export function way(key: string, label: string, go: Place): DeedChoice {
  return {key, label, fields: [], words: () => [], go}
}

/** A cell of a grid. */
export type SquareOf = Readonly<{cell: Cell; item: Item}>

/** Makes a grid: a row of squares for each thing on the left, such as a room. */
export function gridOf<R>(
  {speak}: Pick<Desk, 'speak'>,
  spec: Readonly<{
    title: Text
    corner: Text
    across: readonly string[]
    rows: readonly R[]
    key: (row: R) => string
    label: (row: R) => Cell
    group?: (row: R) => string
    square: (row: R, column: number) => SquareOf
    empty: Text
    words: readonly string[]
    width?: number
    labelWidth?: number
  }>,
): Sheet {
  const head = (title: string, i: number): Head => ({
    title,
    align: 'left',
    rank: i,
    most: i === 0 ? (spec.labelWidth ?? MOST) : (spec.width ?? 11),
    grow: false,
  })
  return {
    title: speak(spec.title),
    heads: [speak(spec.corner), ...spec.across].map(head),
    rows: spec.rows.map((row) => {
      const squares = spec.across.map((_, i) => spec.square(row, i))
      return {
        key: spec.key(row),
        group: spec.group?.(row) ?? null,
        cells: [spec.label(row), ...squares.map(({cell}) => cell)],
        at: (column) => squares[Math.max(0, column - 1)]?.item ?? nothing(spec.key(row)),
      }
    }),
    empty: speak(spec.empty),
    grid: true,
    words: spec.words,
    more: false,
  }
}

function nothing(code: string): Item {
  return {code, open: null, facts: () => [], deeds: () => []}
}

/** A cell in a tone. */
export const toned = (text: string | number | null, tone: Tone): Cell =>
  text === null ? null : {text: String(text), tone}

/** A number that only stands out when it is not zero. */
export const counted = (n: number, tone: Tone = 'plain'): Cell =>
  n === 0 ? {text: '·', tone: 'dim'} : {text: String(n), tone}
