/** What can be kept as JSON text. */
export type Json = string | number | boolean | null | readonly Json[] | {readonly [key: string]: Json}

/**
 * JSON text with keys in byte order and without white space: the same value always gives the same text, so that a hash
 * over it can be checked by anyone.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, part]) => part !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
