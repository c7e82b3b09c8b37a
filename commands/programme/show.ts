import {showProgramme} from '../../src/institution/programmes/show-programme.ts'
import {command} from '../lib/command.ts'
import {programmeArg} from '../lib/flags.ts'

export default command({
  summary: 'Show a programme: its board, groups and exams.',
  examples: ['25655-BOL-2526', '25655-BOL-2526 --json'],
  args: {programme: programmeArg()},
  run: async ({args, wire}) => showProgramme(await wire.context(), args.programme),
  show(each, out) {
    out.title(`${each.programme}  ${each.name}`)
    out.pairs([
      ['crebo', each.crebo],
      ['level', each.level],
      ['route', each.route.toUpperCase()],
      ['cohort', each.cohort],
      ['location', each.location || null],
      ['exam board', each.board || null],
      ['students', each.students],
      ['groups', each.groups.join(' ') || null],
      ['exams', each.exams.join(' ') || null],
    ])
  },
})
