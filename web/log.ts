/**
 * One line for each request: ids, codes and durations. Never a name, an address, what was sent or what stood in the address
 * bar after the path's pattern (design rule 22).
 */
export type LogLine = Readonly<{
  at: string
  method: string
  /** The pattern of the path, `/student/moments/:registration`. */
  route: string
  status: number
  milliseconds: number
  person?: string | undefined
  code?: string | undefined
  number?: string | undefined
  /** Of a bug: its kind and the places in our code, without its message, which may quote what was sent. */
  bug?: string | undefined
}>

export type Log = (line: LogLine) => void

/** Where a bug happened, without what it says. */
export function bugOf(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error'
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return [error.name, ...places.slice(0, 8).map((line) => line.trim())].join(' | ')
}
