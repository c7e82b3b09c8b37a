import {folded} from './names.ts'

/** Which people: all given conditions hold. Codes as people type them. */
export type PeopleFilter = Readonly<{
  /** Parts of the name, number or code, in any order; capitals and diacritics do not matter. */
  search?: string | undefined
  /** The number or code of the last one on the page before. */
  after?: string | undefined
  limit?: number | undefined
}>

const PAGE = 100

/** The filter as the store takes it. */
export function pageOf({
  search,
  after,
  limit,
}: PeopleFilter): Readonly<{search: readonly string[]; after?: string; limit: number}> {
  return {
    search: folded(search ?? '')
      .split(' ')
      .filter(Boolean),
    ...(after === undefined ? {} : {after}),
    limit: limit ?? PAGE,
  }
}
