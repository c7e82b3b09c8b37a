import {endPerson} from '../../src/institution/change-person.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, staffArg} from '../lib/flags.ts'

export default command({
  summary: 'End an employee who left; what was recorded stays until its retention ends.',
  examples: ['VRIS --reason "Uit dienst"', 'VRIS --reason Vertrokken --yes'],
  args: {person: staffArg()},
  flags: {reason: reasonFlag(true)},
  async run({args, flags, out, wire}) {
    await out.confirm(`End ${args.person}?`)
    return endPerson(await wire.context(), {kind: 'staff', code: args.person, reason: flags.reason ?? ''})
  },
  show: ({ended}, out) => out.line(`Ended ${ended}.`),
})
