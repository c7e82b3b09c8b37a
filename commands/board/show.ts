import {showBoard} from '../../src/institution/boards/show-board.ts'
import {showBoardOn} from '../lib/board-view.ts'
import {command} from '../lib/command.ts'
import {boardArg} from '../lib/flags.ts'

export default command({
  summary: 'Show an exam board: its members and what it answers for.',
  examples: ['EC', 'EC --json'],
  args: {board: boardArg()},
  run: async ({args, wire}) => showBoard(await wire.context(), args.board),
  show: showBoardOn,
})
