import chalk from 'chalk'
import {textWidth} from './text-width.ts'

/** A cell of a table; null shows as an empty cell. */
export type Cell = string | number | boolean | null
export type Column = Readonly<{title: string; align?: 'left' | 'right'}>

/** What a command says: results on stdout, talk on stderr, nothing but the result with `--json` (design rule 18). */
export type Out = Readonly<{
  /** A line of the result. */
  line: (text?: string) => void
  /** A heading of the result. */
  title: (text: string) => void
  /** A table of the result; columns of numbers align right. Says `empty` when there are no rows. */
  table: (columns: readonly (string | Column)[], rows: readonly (readonly Cell[])[], empty?: string) => void
  /** Name and value under each other. */
  pairs: (pairs: readonly (readonly [name: string, value: Cell])[]) => void
  /** Talk: progress, hints, what to do next. */
  hint: (text: string) => void
  warn: (text: string) => void
  /** A line of a log, as it is. */
  log: (line: string) => void
  /** Progress within half a second on work that takes longer than one; a terminal only, quiet in a pipe. What is dear to say is given as a function. */
  progress: (text: string | (() => string)) => void
  /** Asks for a text on a terminal; without one it refuses and names the flag that answers. */
  ask: (question: string, flag: string, options?: Readonly<{secret?: boolean}>) => Promise<string>
  /** Asks for one of some on a terminal; without one it refuses and names the flag and what it takes. */
  choose: (question: string, flag: string, choices: readonly string[]) => Promise<string>
  /** Asks on a terminal for what may stay empty; elsewhere, or with `--yes`, it is empty. */
  offer: (question: string) => Promise<string>
  /** Asks before a deed. `--yes` answers; without a terminal it refuses and names the flag. A severe deed wants `name` typed. */
  confirm: (question: string, options?: Readonly<{name?: string}>) => Promise<void>
}>

/** Draws a table with aligned columns; wide and combining characters count for what they occupy. */
export function drawTable(columns: readonly (string | Column)[], rows: readonly (readonly Cell[])[]): string[] {
  const heads = columns.map((column) => (typeof column === 'string' ? {title: column} : column))
  const texts = rows.map((row) => row.map(show))
  const widths = heads.map(({title}, i) => Math.max(textWidth(title), ...texts.map((row) => textWidth(row[i] ?? ''))))
  const right = heads.map(
    ({align}, i) =>
      align === 'right' || (align === undefined && rows.length > 0 && rows.every((row) => typeof row[i] === 'number')),
  )
  const draw = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => pad(cell, widths[i] ?? 0, right[i] ?? false))
      .join('  ')
      .trimEnd()
  return [chalk.bold(draw(heads.map(({title}) => title))), ...texts.map(draw)]
}

function show(cell: Cell): string {
  if (cell === null) return ''
  if (cell === true) return 'yes'
  if (cell === false) return 'no'
  return String(cell)
}

function pad(text: string, width: number, right: boolean): string {
  const room = ' '.repeat(Math.max(0, width - textWidth(text)))
  return right ? room + text : text + room
}
