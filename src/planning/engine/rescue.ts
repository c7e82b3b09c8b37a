import {type Board, candidates, closeEmpty, fits, hasSeat, isFree, seat, type Sitting, suits, unseat} from './board.ts'
import {apart, type Bundle} from './bundles.ts'
import {couldBeIn, openFor, queueOf} from './openings.ts'

/** Finds a place for bundles that found none: at any location, by moving others, at last each exam by itself. Answers who is left. */
export function rescue(board: Board, left: readonly Bundle[], random: () => number): Bundle[] {
  const placed = (bundle: Bundle): boolean => join(board, bundle) || openAnywhere(board, bundle) || eject(board, bundle)
  const still = left.filter((bundle) => !placed(bundle))
  return still.flatMap((bundle) =>
    bundle.demands.length === 1 ? [bundle] : apart(board.problem, bundle, random).filter((each) => !placed(each)),
  )
}

/** Gives a bundle the first seat there is in a session, one at its own location before others. */
export function join(board: Board, bundle: Bundle, but?: Sitting): boolean {
  const sittings = candidates(board, bundle).filter(
    (sitting) => sitting !== but && couldBeIn(bundle, sitting) && fits(board, bundle, sitting),
  )
  const best = sittings.find(({location}) => bundle.location < 0 || location === bundle.location) ?? sittings[0]
  if (best) seat(board, bundle, best)
  return best !== undefined
}

function openAnywhere(board: Board, bundle: Bundle): boolean {
  const {opens, exams} = board.problem
  if (!opens) return false
  const [exam = 0] = bundle.exams
  const start =
    exams[exam]!.starts[0] ??
    candidates(board, bundle).find(({members}) => members.some((each) => each.exams.includes(exam)))?.from
  return openFor(board, queueOf(board, [bundle]), exams[exam]!.once && start !== undefined ? {start} : {}) > 0
}

/** Makes way for a bundle by moving one other to a seat elsewhere: one of the same student, or one in a full session. */
function eject(board: Board, bundle: Bundle): boolean {
  for (const sitting of candidates(board, bundle)) {
    if (!couldBeIn(bundle, sitting)) continue
    const inTheWay = hasSeat(sitting, bundle)
      ? ownIn(board, bundle, sitting)
      : isFree(board, bundle, sitting)
        ? sitting.members
        : []
    // A copy: a swap that fails puts back in another order.
    const others = [...inTheWay]
    if (others.some((other) => swap(board, bundle, sitting, other))) return true
  }
  return false
}

/** The one other bundle of the student that keeps him from a session. */
function ownIn(board: Board, bundle: Bundle, sitting: Sitting): readonly Bundle[] {
  const own = board.stays.get(bundle.student)!.flatMap((stay) => stay.bundle ?? [])
  return own.filter((other) => isFree(board, bundle, sitting, other))
}

function swap(board: Board, bundle: Bundle, sitting: Sitting, other: Bundle): boolean {
  if (
    !hasSeat(sitting, bundle, other) ||
    !suits(board, bundle, sitting, other) ||
    !isFree(board, bundle, sitting, other)
  )
    return false
  const was = unseat(board, other)
  seat(board, bundle, sitting)
  if (join(board, other, was)) {
    closeEmpty(board)
    return true
  }
  unseat(board, bundle)
  seat(board, other, was)
  return false
}
