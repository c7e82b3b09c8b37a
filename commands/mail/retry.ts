import {Args, Flags} from '@oclif/core'
import {retryMail} from '../../src/operation/retry-mail.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Try mails again that did not go.',
  examples: ['--failed', '019a3c2e-7b1f-7c3d-9a55-0f6f3c1b2a10'],
  args: {mail: Args.string({description: 'Id of the mail in "ontrac mail list".'})},
  flags: {failed: Flags.boolean({summary: 'All that were refused or given up.'})},
  async run({args, flags, wire}) {
    return retryMail(await wire.context(), {ids: args.mail === undefined ? [] : [args.mail], failed: flags.failed})
  },
  show({retried}, out) {
    out.line(`${retried} mails wait to be sent again.`)
    if (retried > 0) out.hint('Next: ontrac tick')
  },
})
