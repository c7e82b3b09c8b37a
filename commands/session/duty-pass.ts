import {giveDutyPass} from '../../src/sign-in/duty-pass.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Give externals on duty at a session their pass: a code for its sheet, and a PIN by mail for each.',
  description: 'It opens this session only, from an hour before it until its report is closed. Earlier PINs end.',
  examples: ['1130-B104-0900', '1130-B104-0900 --json'],
  args: {session: sessionArg()},
  async run({args, wire}) {
    const {secrets} = await wire.signIn()
    return giveDutyPass(await wire.context(), secrets, args)
  },
  show({session, path, sent}, out) {
    out.line(
      `Sent a PIN for ${session} to ${sent.join(', ')}. The pass itself, for on the sheet, below the address of your pages:`,
    )
    out.line(path)
  },
})
