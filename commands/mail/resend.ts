import {resendMail} from '../../src/operation/resend-mail.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'

export default command({
  summary: 'Send a mail once more, to the address that the person has now.',
  examples: ['019a3c2e-7b1f-7c3d-9a55-0f6f3c1b2a10', '019a3c2e-7b1f-7c3d-9a55-0f6f3c1b2a10 --json'],
  args: {mail: codeArg('mail: its id in "ontrac mail list"')},
  run: async ({args, wire}) => resendMail(await wire.context(), {id: args.mail}),
  show(mail, out) {
    out.line(`The letter ${mail.letter} waits to be sent to ${mail.person ?? 'nobody'} again.`)
    out.hint('Next: ontrac tick')
  },
})
