import {changeStaff} from '../../src/institution/change-person.ts'
import {command} from '../lib/command.ts'
import {staffArg, personFlags} from '../lib/flags.ts'

export default command({
  summary: "Change an employee's name, address or language; what is left out stays.",
  examples: ['VRIS --email nieuw@example.org', 'VRIS --family-name Bakker --prefix ""'],
  args: {person: staffArg()},
  flags: personFlags(),
  async run({args, flags, wire}) {
    await changeStaff(await wire.context(), args.person, {
      givenName: flags['given-name'],
      prefix: flags.prefix,
      familyName: flags['family-name'],
      idCheckName: flags['id-name'],
      email: flags.email,
      language: flags.language,
    })
    return {changed: args.person}
  },
  show: ({changed}, out) => out.line(`Changed ${changed}.`),
})
