/** Persons or sessions asked for in one query: far below what either engine takes as parameters. */
const PORTION = 1_000

/** Asks a question for a list of any length, a portion at a time, and joins the answers in order. */
export async function inPortions<I, T>(
  ids: readonly I[],
  ask: (portion: readonly I[]) => Promise<readonly T[]>,
): Promise<T[]> {
  const distinct = [...new Set(ids)]
  const answers: T[] = []
  for (let i = 0; i < distinct.length; i += PORTION) answers.push(...(await ask(distinct.slice(i, i + PORTION))))
  return answers
}
