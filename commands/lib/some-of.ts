const MOST = 10

/** The first of many sentences, and how many more there are; `--json` has them all. */
export function someOf(sentences: readonly string[]): readonly string[] {
  if (sentences.length <= MOST) return sentences
  return [...sentences.slice(0, MOST), `and ${sentences.length - MOST} more; see them all with --json`]
}
