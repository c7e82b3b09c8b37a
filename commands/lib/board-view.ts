import type {BoardView} from '../../src/institution/boards/board-view.ts'
import type {Out} from './out.ts'

/** Prints a board with its members and what it answers for. */
export function showBoardOn(board: BoardView, out: Out): void {
  out.title(`${board.code}  ${board.name}`)
  out.table(
    ['Member', 'Name', 'From', 'To'],
    board.members.map(({staffCode, name, from, to}) => [staffCode, name, from, to]),
    'No members yet.',
  )
  out.pairs([
    ['programmes', board.programmes.join(' ') || 'none'],
    ['exams', board.exams.join(' ') || 'none'],
  ])
}
