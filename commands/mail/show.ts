import {showMail} from '../../src/operation/show-mail.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'

export default command({
  summary: 'Show one mail as it is written.',
  examples: ['019a3c2e-7b1f-7c3d-9a55-0f6f3c1b2a10', '019a3c2e-7b1f-7c3d-9a55-0f6f3c1b2a10 --json'],
  args: {mail: codeArg('mail: its id in "ontrac mail list"')},
  run: async ({args, wire}) => showMail(await wire.context(), {id: args.mail}, await wire.letters()),
  show(mail, out) {
    out.pairs([
      ['to', mail.to],
      ['subject', mail.subject],
      ['state', mail.state],
      ['sent', mail.sentAt],
      ['reason', mail.reason],
      ['appointment', mail.appointment],
    ])
    out.line()
    out.line(mail.text)
  },
})
