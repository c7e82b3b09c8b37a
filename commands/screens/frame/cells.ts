import chalk from 'chalk'
import stringWidth from 'string-width'
import type {Cell, Tone} from '../parts/screen.ts'

const PLAIN = /^[\u0020-\u007E]*$/
const letters = new Intl.Segmenter(undefined, {granularity: 'grapheme'})

/** How many cells of the terminal a text takes: wide characters two, combining ones none. */
export function widthOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text)
}

/** The text of a cell, on one line. */
export function textOf(cell: Cell): string {
  if (cell === null) return ''
  const text = typeof cell === 'object' ? cell.text : String(cell)
  return PLAIN.test(text) ? text : text.replaceAll(/\s+/g, ' ')
}

/** Exactly `width` cells: padded, or cut off with an ellipsis, never in the middle of a character. */
export function fitted(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const taken = widthOf(text)
  if (taken > width) return cut(text, width)
  const room = ' '.repeat(width - taken)
  return align === 'right' ? room + text : text + room
}

function cut(text: string, width: number): string {
  if (width <= 0) return ''
  let kept = ''
  let taken = 0
  for (const {segment} of letters.segment(text)) {
    const more = widthOf(segment)
    if (taken + more > width - 1) break
    kept += segment
    taken += more
  }
  return `${kept}…${' '.repeat(width - 1 - taken)}`
}

/** A text on lines of at most `width` cells, broken between words where that is possible. */
export function wrapped(text: string, width: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(8, width)))
}

function wrapLine(line: string, width: number): readonly string[] {
  const lines: string[] = []
  let rest = line
  while (widthOf(rest) > width) {
    const head = cut(rest, width + 1)
      .trimEnd()
      .replace(/…$/, '')
    const space = head.lastIndexOf(' ')
    const taken = space > 0 ? space : Math.max(1, head.length)
    lines.push(rest.slice(0, taken))
    rest = rest.slice(taken).trimStart()
  }
  return [...lines, rest]
}

/** The sixteen colours of any terminal, never black or white, so that light and dark ones both can be read. */
const TONES: Readonly<Record<Tone, (text: string) => string>> = {
  plain: (text) => text,
  dim: (text) => chalk.dim(text),
  good: (text) => chalk.green(text),
  warn: (text) => chalk.yellow(text),
  bad: (text) => chalk.red(text),
  strong: (text) => chalk.bold(text),
}

/** A text in the tone of its cell. */
export function inTone(cell: Cell, text: string): string {
  return cell !== null && typeof cell === 'object' ? TONES[cell.tone](text) : text
}
