import {createRequire} from 'node:module'

type Measure = (text: string) => number

// Latin letters and signs take one column each; soft hyphens and control characters are not among them.
const LATIN = /^[\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF]*$/

const load = createRequire(import.meta.url)
let measure: Measure | undefined

/** Columns that a text takes on a terminal. What is not Latin is measured by a library, whose tables take a tenth of a start. */
export function textWidth(text: string): number {
  if (LATIN.test(text)) return text.length
  measure ??= (load('string-width') as {default: Measure}).default
  return measure(text)
}
