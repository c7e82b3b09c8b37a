import {Flags} from '@oclif/core'
import {changeBoard} from '../../src/institution/boards/change-board.ts'
import {showBoardOn} from '../lib/board-view.ts'
import {command} from '../lib/command.ts'
import {boardArg} from '../lib/flags.ts'

const several = (summary: string) => Flags.string({summary, multiple: true, default: []})

export default command({
  summary: 'Say who sits on an exam board and what it answers for.',
  description: 'What is left out stays. Every list may be given more than once.',
  examples: [
    'EC-ZORG --member VRIS --member JANA --programme 25655-BOL-2526',
    'EC-ZORG --end-member JANA',
    'EC-TALEN --exam NE-3F-CE --exam EN-B1-CE',
  ],
  args: {board: boardArg()},
  flags: {
    name: Flags.string({summary: 'Its name.'}),
    member: several('Staff code of a new member.'),
    'end-member': several('Staff code of a member who leaves.'),
    from: Flags.string({summary: 'First day of the new members.'}),
    to: Flags.string({summary: 'Last day of the new members.'}),
    programme: several('A programme the board answers for; another board no longer does.'),
    'end-programme': several('A programme it no longer answers for.'),
    exam: several('An exam the board answers for.'),
    'end-exam': several('An exam it no longer answers for.'),
  },
  async run({args, flags, wire}) {
    return changeBoard(await wire.context(), {
      board: args.board,
      name: flags.name,
      addMembers: flags.member,
      endMembers: flags['end-member'],
      from: flags.from ?? null,
      to: flags.to ?? null,
      addProgrammes: flags.programme,
      endProgrammes: flags['end-programme'],
      addExams: flags.exam,
      endExams: flags['end-exam'],
    })
  },
  show: showBoardOn,
})
