import {textOf, widthOf} from './cells.ts'
import type {Head, Row, Sheet} from '../parts/screen.ts'

/** A column that is drawn, and how wide. */
export type Placed = Readonly<{index: number; width: number}>

/** Cells between columns, and before the first: the mark of the chosen row. */
export const GAP = 2
export const MARK = 2

/** Rows that say how wide a column is; looking at all of 25,000 would take longer than drawing. */
const SAMPLE = 400
const LEAST = 8

/**
 * Which columns fit on a line and how wide each is: long texts give way first, then whole columns go, the highest rank first.
 * The widths rest on the first rows of the whole list, so that they stay when one scrolls or filters.
 */
export function placeColumns({heads, rows}: Pick<Sheet, 'heads' | 'rows'>, width: number): readonly Placed[] {
  const room = width - MARK
  let kept = heads.map((head, index) => ({index, head, width: wishedWidth(head, index, rows)}))
  for (;;) {
    const over = spaceOf(kept) - room
    if (over <= 0) return grown(kept, -over)
    const shrunk = shrink(kept, over)
    if (shrunk) return shrunk
    if (kept.length === 1) return [{index: kept[0]?.index ?? 0, width: Math.max(1, room)}]
    kept = kept.toSpliced(lastRanked(kept), 1)
  }
}

type Wished = Placed & Readonly<{head: Head}>

function wishedWidth(head: Head, index: number, rows: readonly Row[]): number {
  const widths = rows.slice(0, SAMPLE).map(({cells}) => widthOf(textOf(cells[index] ?? null)))
  const widest = Math.max(widthOf(head.title), ...widths)
  return head.grow ? widest : Math.min(widest, head.most)
}

function spaceOf(columns: readonly Placed[]): number {
  return columns.reduce((sum, {width}) => sum + width, 0) + GAP * (columns.length - 1)
}

/** What grows gives way first, then the longest texts; undefined when that is not enough. Codes are never cut. */
function shrink(columns: readonly Wished[], over: number): readonly Placed[] | undefined {
  const spare = columns.map(({head, width}) => (head.grow || head.rank > 0 ? Math.max(0, width - leastOf(head)) : 0))
  if (spare.reduce((sum, each) => sum + each, 0) < over) return undefined
  const order = columns.map((_, i) => i).toSorted((a, b) => giving(columns[b], spare[b]) - giving(columns[a], spare[a]))
  const widths = columns.map(({width}) => width)
  let left = over
  for (const i of order) {
    const taken = Math.min(left, spare[i] ?? 0)
    widths[i] = (widths[i] ?? 0) - taken
    left -= taken
  }
  return columns.map(({index}, i) => ({index, width: widths[i] ?? 0}))
}

function leastOf(head: Head): number {
  return Math.max(widthOf(head.title), head.grow ? 16 : 14)
}

function giving(column: Wished | undefined, spare = 0): number {
  return (column?.head.grow ? 1000 : 0) + spare
}

function grown(columns: readonly Wished[], left: number): readonly Placed[] {
  const i = columns.findIndex(({head}) => head.grow)
  const more = i === columns.length - 1 ? left : 0
  return columns.map(({index, width}, at) => ({index, width: at === i ? width + more : width}))
}

function lastRanked(columns: readonly Wished[]): number {
  const highest = Math.max(...columns.slice(1).map(({head}) => head.rank))
  return columns.findLastIndex(({head}, i) => i > 0 && head.rank === highest)
}

/** The columns of a grid around the cursor: the first always, then as many as fit. */
export function placeSquares(sheet: Pick<Sheet, 'heads' | 'rows'>, width: number, cursor: number): readonly Placed[] {
  const widths = sheet.heads.map((head, index) => wishedWidth(head, index, sheet.rows))
  const first = widths[0] ?? LEAST
  // One more for the bracket behind the last square.
  const room = width - MARK - first - 1
  const wide = Math.max(LEAST, ...widths.slice(1)) + GAP
  const fit = Math.max(1, Math.floor(room / wide))
  const from = Math.max(1, Math.min(cursor - Math.floor(fit / 2), widths.length - fit))
  const shown = widths.map((_, index) => index).slice(from, from + fit)
  return [{index: 0, width: first}, ...shown.map((index) => ({index, width: wide - GAP}))]
}

/** The first line that is drawn so that the cursor is in sight, moving as little as possible. */
export function scrolledTo(cursor: number, top: number, height: number, count: number): number {
  const most = Math.max(0, count - height)
  if (cursor < top) return Math.max(0, Math.min(cursor, most))
  if (cursor >= top + height) return Math.min(most, cursor - height + 1)
  return Math.min(top, most)
}
