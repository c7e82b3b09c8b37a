import type {Problem, Stay, Stretch} from '../../engine/problem.ts'

/** Whether two stays overlap, or leave too little time to travel. */
export function meet({travel}: Pick<Problem, 'travel'>, a: Stay, b: Stay): boolean {
  const known = a.location >= 0 && b.location >= 0 && a.location !== b.location
  const apart = known ? travel[a.location]![b.location]! : 0
  return a.from < b.to + apart && b.from < a.to + apart
}

/** Whether a stretch lies wholly in one of `around`. */
export function within([from, to]: Stretch, around: readonly Stretch[]): boolean {
  return around.some(([opens, closes]) => opens <= from && to <= closes)
}
