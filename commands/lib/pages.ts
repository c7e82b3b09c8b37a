import type {Out} from './out.ts'

/**
 * What `--after` takes to see the rows that follow these; null when fewer came than were asked for, so that these are the
 * last. `codeOf` is what the list pages by. A last page that is exactly full is followed by an empty one.
 */
export function nextPage<T>(rows: readonly T[], limit: number, codeOf: (row: T) => string): string | null {
  const last = rows.at(-1)
  return last === undefined || rows.length < limit ? null : codeOf(last)
}

/** Says how to see what follows, if anything does. */
export function hintNext(next: string | null, out: Out): void {
  if (next !== null) out.hint(`There may be more: add --after ${next}`)
}
