import {changeStudent} from '../../src/institution/change-person.ts'
import {command} from '../lib/command.ts'
import {studentArg, personFlags} from '../lib/flags.ts'

export default command({
  summary: "Change a student's name, address or language; what is left out stays.",
  examples: ['0412345 --email nieuw@example.org', '0412345 --family-name Bakker --prefix ""'],
  args: {student: studentArg()},
  flags: personFlags(),
  async run({args, flags, wire}) {
    await changeStudent(await wire.context(), args.student, {
      givenName: flags['given-name'],
      prefix: flags.prefix,
      familyName: flags['family-name'],
      idCheckName: flags['id-name'],
      email: flags.email,
      language: flags.language,
    })
    return {changed: args.student}
  },
  show: ({changed}, out) => out.line(`Changed ${changed}.`),
})
