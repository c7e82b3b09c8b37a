import chalk from 'chalk'
import {fitted, inTone, textOf} from './cells.ts'
import {GAP, type Placed} from './layout.ts'
import type {Cell, Row, Sheet} from '../parts/screen.ts'

/** A line of a list: a heading over rows, or the row with this number. */
export type Line = Readonly<{heading: string} | {row: number}>

/** The lines of a list, with a heading wherever the group changes. */
export function linesOf(rows: readonly Row[]): readonly Line[] {
  const lines: Line[] = []
  let group: string | null = null
  rows.forEach((row, i) => {
    if (row.group !== null && row.group !== group) {
      if (lines.length > 0) lines.push({heading: ''})
      lines.push({heading: row.group})
    }
    group = row.group
    lines.push({row: i})
  })
  return lines
}

/** On which line a row stands. Lists without headings have a line for each row. */
export function lineOfRow(lines: readonly Line[], row: number): number {
  const there = lines[row]
  if (there && 'row' in there && there.row === row) return row
  return lines.findIndex((line) => 'row' in line && line.row === row)
}

/** The heads of the columns. */
export function drawHeads({heads}: Pick<Sheet, 'heads'>, placed: readonly Placed[]): string {
  const titles = placed.map(({index, width}) => {
    const head = heads[index]
    return fitted(head?.title ?? '', width, head?.align)
  })
  return chalk.dim(`  ${titles.join(' '.repeat(GAP))}`)
}

type Drawing = Readonly<{
  sheet: Pick<Sheet, 'heads' | 'grid'>
  rows: readonly Row[]
  placed: readonly Placed[]
  cursor: number
  /** The column of the cursor on a grid. */
  column: number
  width: number
}>

/** Some lines of a list; nothing is drawn of the others. */
export function drawLines(lines: readonly Line[], drawing: Drawing): readonly string[] {
  return lines.map((line) => {
    if ('heading' in line) return chalk.bold(fitted(line.heading, drawing.width).trimEnd())
    const row = drawing.rows[line.row]
    return row ? drawRow(row, line.row === drawing.cursor, drawing) : ''
  })
}

/** The chosen row is marked and a chosen square stands in brackets, also where there is no colour. */
function drawRow({cells}: Row, chosen: boolean, {sheet, placed, column, width}: Drawing): string {
  if (chosen && !sheet.grid) {
    const text = placed.map((place) => squareText(sheet, cells, place)).join(' '.repeat(GAP))
    return chalk.inverse(fitted(`› ${text}`, width))
  }
  const at = chosen ? placed.findIndex(({index}) => index === column) : -1
  const drawn = placed.map((place, i) => {
    const text = squareText(sheet, cells, place)
    const shown = i === at ? chalk.inverse(text) : inTone(cells[place.index] ?? null, text)
    return `${gapBefore(i, at, chosen)}${shown}`
  })
  return drawn.join('') + (at >= 0 && at === placed.length - 1 ? ']' : '')
}

function gapBefore(i: number, cursor: number, chosen: boolean): string {
  if (i === 0) return chosen ? '› ' : '  '
  return `${cursor >= 0 && i === cursor + 1 ? ']' : ' '}${i === cursor ? '[' : ' '}`
}

function squareText({heads}: Pick<Sheet, 'heads'>, cells: readonly Cell[], {index, width}: Placed): string {
  return fitted(textOf(cells[index] ?? null), width, heads[index]?.align)
}
