import {startLink} from '../../src/exchange/start-link.ts'
import {command} from '../lib/command.ts'
import {examArg, sessionArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Fetch the address at which a student begins an exam on its platform.',
  description: 'It is this student’s alone. Fetch it shortly before the exam.',
  examples: ['2400002 1201-B104-0900 NE-3F', '2400002 1201-B104-0900 NE-3F --json'],
  args: {student: studentArg(), session: sessionArg(), exam: examArg()},
  run: async ({args, wire}) => startLink(await wire.context(), await wire.exchange(), args),
  show({url}, out) {
    out.line(url)
  },
})
