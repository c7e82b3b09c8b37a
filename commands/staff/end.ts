import {endStaff} from '../../src/institution/people/end-staff.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, staffArg} from '../lib/flags.ts'

export default command({
  summary: 'End an employee who left, with his roles, groups and mandates; what he did stands.',
  examples: ['VRIS --reason "Uit dienst"', 'VRIS --reason Vertrokken --yes'],
  args: {person: staffArg()},
  flags: {reason: reasonFlag(true)},
  async run({args, flags, out, wire}) {
    await out.confirm(`End ${args.person}?`)
    return endStaff(await wire.context(), {staff: args.person, reason: flags.reason ?? ''})
  },
  show: ({staff, roles, groups, boards, mandates}, out) =>
    out.line(`Ended ${staff}, with ${roles} roles, ${groups} groups, ${boards} boards and ${mandates} mandates.`),
})
