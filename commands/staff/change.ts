import {changeStaff} from '../../src/institution/people/change-staff.ts'
import {command} from '../lib/command.ts'
import {personFlags, personInput, staffArg} from '../lib/flags.ts'

export default command({
  summary: "Change an employee's name, address or language; what is left out stays.",
  examples: ['VRIS --email nieuw@example.org', 'VRIS --family-name Bakker --prefix ""'],
  args: {person: staffArg()},
  flags: personFlags(),
  async run({args, flags, wire}) {
    const {staffCode} = await changeStaff(await wire.context(), args.person, personInput(flags))
    return {staff: staffCode}
  },
  show: ({staff}, out) => out.line(`Changed ${staff}.`),
})
