import type {TableFormat} from '../../src/ports.ts'

type Separator = TableFormat['separator']

/** Which separator a table has, and on which line it starts. */
export type Layout = Readonly<{separator: Separator; firstLine: 1 | 2}>

/** In order of preference: what Dutch spreadsheets write comes first. */
const SEPARATORS = [';', ',', '\t'] as const

/**
 * Finds the separator in the beginning of a file: what a first line `sep=…` says (as spreadsheets understand it), else what
 * the line with column names has most of outside its quotes.
 */
export function layoutOf(beginning: string): Layout {
  const stated = /^sep=([;,\t])[ \t]*\n/i.exec(beginning)?.[1]
  const separator = SEPARATORS.find((candidate) => candidate === stated)
  if (separator) return {separator, firstLine: 2}
  const counts = countedOutsideQuotes(beginning.trimStart())
  const best = SEPARATORS.reduce((a, b) => (counts[b] > counts[a] ? b : a))
  return {separator: best, firstLine: 1}
}

function countedOutsideQuotes(text: string): Record<Separator, number> {
  const counts = {';': 0, ',': 0, '\t': 0}
  let quoted = false
  for (const letter of text) {
    if (letter === '"') quoted = !quoted
    else if (quoted) continue
    else if (letter === '\n') break
    else if (letter === ';' || letter === ',' || letter === '\t') counts[letter] += 1
  }
  return counts
}
