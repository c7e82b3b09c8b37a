import type {Table} from '../store.ts'

/**
 * The records with these codes or ids, in the order in which they are named, each once. One query, however many.
 *
 * @throws ExamError `<noun>.not-found` for the first that is not there
 */
export async function allByCode<T extends {readonly id: string}, C extends keyof T & string>(
  table: Table<T>,
  column: C,
  codes: readonly string[],
): Promise<readonly T[]> {
  if (codes.length === 0) return []
  const where = {[column]: codes} as unknown as Parameters<Table<T>['all']>[0]
  const known = new Map((await table.all(where)).map((row) => [String(row[column]), row]))
  const found: T[] = []
  for (const code of new Set(codes)) found.push(known.get(code) ?? (await table.get(code)))
  return found
}
