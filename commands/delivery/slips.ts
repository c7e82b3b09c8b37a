import {makeSlips} from '../../src/sign-in/slips.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Make the slips of a session: a code for each seat, for the start page of exam computers.',
  description:
    'Made again the codes stay the same; who has no seat any more loses his. To print them: the sheet of the session on the pages of ontrac serve.',
  examples: ['1130-B104-0900 --as lead', '1130-B104-0900 --reason "Stroken printen" --json'],
  args: {session: sessionArg()},
  flags: {reason: reasonFlag()},
  async run({args, flags, wire}) {
    const {secrets} = await wire.signIn()
    return makeSlips(await wire.context(), secrets, {session: args.session, reason: flags.reason})
  },
  show({session, slips}, out) {
    out.table(
      ['Seat', 'Student', 'Name', 'Exams', 'Code'],
      slips.map(({seat, student, name, exams, code}) => [
        seat,
        student,
        name,
        exams.map(({exam}) => exam).join(' '),
        code,
      ]),
    )
    out.hint(`Release the exams with: ontrac report release ${session}`)
  },
})
