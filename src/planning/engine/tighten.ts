import {type Board, closeEmpty, seat, type Sitting, unseat} from './board.ts'
import {join} from './rescue.ts'

/** Sessions fuller than this are left as they are. */
const FULL_ENOUGH = 0.7

/** Empties the emptiest sessions into seats left elsewhere, each wholly or not at all. */
export function tighten(board: Board): void {
  const light = board.opened
    .filter(({members, seats}) => members.length < seats * FULL_ENOUGH)
    .toSorted((a, b) => a.members.length - b.members.length)
  for (const sitting of light) {
    if (emptied(board, sitting)) closeEmpty(board)
  }
}

function emptied(board: Board, sitting: Sitting): boolean {
  const members = [...sitting.members]
  const moved: typeof members = []
  for (const bundle of members) {
    unseat(board, bundle)
    if (!join(board, bundle, sitting) || !staysNear(board, bundle)) {
      if (board.where.has(bundle)) unseat(board, bundle)
      for (const back of [bundle, ...moved.toReversed()]) {
        if (board.where.has(back)) unseat(board, back)
        seat(board, back, sitting)
      }
      return false
    }
    moved.push(bundle)
  }
  return true
}

/** Nobody travels so that a room stays empty. */
function staysNear(board: Board, bundle: Sitting['members'][number]): boolean {
  return bundle.location < 0 || board.where.get(bundle)?.location === bundle.location
}
