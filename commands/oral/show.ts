import {showOrals} from '../../src/planning/orals/show-orals.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'
import {showRoster} from '../lib/oral-view.ts'

export default command({
  summary: 'Show the roster of an oral session: who comes when, to whom.',
  examples: ['1201-T001-0845', '1201-T001-0845 --json'],
  args: {session: sessionArg()},
  run: async ({args, wire}) => showOrals(await wire.context(), args.session),
  show: (roster, out) => showRoster(roster, out),
})
