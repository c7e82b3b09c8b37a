import {endProgramme} from '../../src/institution/programmes/end-programme.ts'
import {command} from '../lib/command.ts'
import {programmeArg} from '../lib/flags.ts'

export default command({
  summary: 'End a programme that nobody is in any more.',
  examples: ['25655-BOL-2122', '25655-BOL-2122 --yes'],
  args: {programme: programmeArg()},
  async run({args, out, wire}) {
    await out.confirm(`End programme ${args.programme}?`)
    return endProgramme(await wire.context(), {programme: args.programme})
  },
  show: ({programme}, out) => out.line(`Ended programme ${programme}.`),
})
