import {Flags} from '@oclif/core'
import {changeBoard} from '../../src/institution/change-board.ts'
import {command} from '../lib/command.ts'
import {boardArg} from '../lib/flags.ts'
import {showBoardOn} from '../lib/board-view.ts'

const several = (summary: string) => Flags.string({summary, multiple: true, default: []})

export default command({
  summary: 'Say who sits on an exam board and what it answers for.',
  examples: [
    'EC-ZORG --member VRIS --member JANA --programme 25655-BOL-2526',
    'EC-ZORG --end-member JANA',
    'EC-TALEN --exam NE-3F-CE --exam EN-B1-CE',
  ],
  args: {board: boardArg()},
  flags: {
    member: several('Staff code of a new member; may be given more than once.'),
    'end-member': several('Staff code of a member who leaves.'),
    from: Flags.string({summary: 'First day of the new members.'}),
    to: Flags.string({summary: 'Last day of the new members.'}),
    programme: several('A programme the board answers for.'),
    exam: several('An exam the board answers for.'),
  },
  async run({args, flags, wire}) {
    return changeBoard(await wire.context(), {
      board: args.board,
      addMembers: flags.member,
      endMembers: flags['end-member'],
      from: flags.from ?? null,
      to: flags.to ?? null,
      programmes: flags.programme,
      exams: flags.exam,
    })
  },
  show: showBoardOn,
})
