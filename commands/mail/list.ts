import {Flags} from '@oclif/core'
import {listMail} from '../../src/operation/list-mail.ts'
import {command} from '../lib/command.ts'
import {afterFlag, limitFlag} from '../lib/flags.ts'
import {hintNext, nextPage} from '../lib/pages.ts'

export default command({
  summary: 'List mails with what became of them, newest first.',
  examples: ['--state refused', '--person 1000234', '--state waiting --json'],
  flags: {
    state: Flags.option({
      options: ['waiting', 'sent', 'refused', 'given-up', 'withdrawn'] as const,
      summary: 'Only mails in this state.',
    })(),
    person: Flags.string({summary: 'Only to this person: student number or staff code.'}),
    after: afterFlag(),
    limit: limitFlag(),
  },
  async run({flags, wire}) {
    const {state, person, after, limit} = flags
    const mails = await listMail(await wire.context(), {state, person, after, limit})
    return {mails, next: nextPage(mails, limit, ({id}) => id)}
  },
  show({mails, next}, out) {
    out.table(
      ['Mail', 'Letter', 'To', 'Name', 'State', 'Queued', 'Sent', 'Tries', 'Reason'],
      mails.map((mail) => [
        mail.id,
        mail.letter,
        mail.person,
        mail.name,
        mail.state,
        mail.queuedAt,
        mail.sentAt,
        mail.attempts,
        mail.reason,
      ]),
      'No mails that fit.',
    )
    hintNext(next, out)
    if (mails.some(({state}) => state === 'refused' || state === 'given-up'))
      out.hint('Put right what was wrong, then: ontrac mail retry --failed')
  },
})
