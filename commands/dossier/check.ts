import {checkDossier} from '../../src/archive/check-dossier.ts'
import {command} from '../lib/command.ts'
import {studentArg} from '../lib/flags.ts'

export default command({
  summary: "Check whether a student's dossier is complete.",
  examples: ['0412345', '0412345 --json'],
  args: {student: studentArg()},
  run: async ({args, wire}) => checkDossier(await wire.context(), args),
  show({student, complete, missing}, out) {
    out.line(complete ? `The dossier of ${student} is complete.` : `The dossier of ${student} lacks ${missing.length}:`)
    for (const {message} of missing) out.line(`  ${message}`)
  },
})
