/**
 * What pages listen to: "something about this topic has changed, look again" (design rule 12). A topic is the noun of a
 * deed, such as `enrolment`; `*` is anything. Nothing is replayed, and a message may come without a change.
 */
export type Live = Readonly<{
  /** Tells everybody who listens, in every process on this store, that a deed was done. Cheap, and at most five times a second. */
  touch: (deed: string) => void
  /** Calls `heard` with the topics that changed, until the answer is called. */
  listen: (heard: (topics: ReadonlySet<string>) => void) => () => void
  close: () => Promise<void>
}>

/** The topic that a deed touches: the noun before its dot. */
export function topicOf(deed: string): string {
  return deed.split('.')[0] ?? deed
}

/** All topics. */
export const ANYTHING = '*'
