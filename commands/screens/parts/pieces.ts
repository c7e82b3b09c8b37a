/** Rows that are read in one go. */
const PAGE = 1000

/** Reads a long list page after page until there are as many rows as wanted, or no more. */
export async function inPages<R>(
  wanted: number,
  read: (after: R | undefined, limit: number) => Promise<readonly R[]>,
): Promise<readonly R[]> {
  const all: R[] = []
  for (;;) {
    const limit = Math.min(PAGE, wanted - all.length)
    if (limit <= 0) return all
    const page = await read(all.at(-1), limit)
    all.push(...page)
    if (page.length < limit) return all
  }
}

/** What somebody may not read is not there for him; other errors are errors. */
export async function ifAllowed<T>(work: Promise<readonly T[]>): Promise<readonly T[]> {
  return work.catch((error: unknown) => {
    if (error instanceof Error && 'kind' in error && error.kind === 'forbidden') return []
    throw error
  })
}
