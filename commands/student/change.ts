import {changeStudent} from '../../src/institution/people/change-student.ts'
import {command} from '../lib/command.ts'
import {personFlags, personInput, studentArg} from '../lib/flags.ts'

export default command({
  summary: "Change a student's name, address or language; what is left out stays.",
  examples: ['0412345 --email nieuw@example.org', '0412345 --family-name Bakker --prefix "" --id-name "Noor Bakker"'],
  args: {student: studentArg()},
  flags: personFlags(),
  async run({args, flags, wire}) {
    const {studentNumber, idCheckName} = await changeStudent(await wire.context(), args.student, personInput(flags))
    return {student: studentNumber, idCheckName}
  },
  show({student, idCheckName}, out) {
    out.line(`Changed ${student}.`)
    out.hint(`The name on the ID is "${idCheckName}"; change it with --id-name.`)
  },
})
