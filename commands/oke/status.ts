import {Args} from '@oclif/core'
import {exchangeStatus} from '../../src/exchange/exchange-status.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Show what waits, differs or cannot be told in the exchange with other systems.',
  examples: ['', 'EDUARTE', '--json'],
  args: {party: Args.string({description: 'Code of the party; default all.'})},
  run: async ({args, wire}) => ({parties: await exchangeStatus(await wire.context(), {party: args.party})}),
  show({parties}, out) {
    if (parties.length === 0) out.line('No parties yet. Add one with: ontrac oke party add')
    for (const {party, lanes, problems, unsendable} of parties) {
      out.title(party)
      out.table(
        ['Lane', 'Stopped', 'Messages', 'Tries', 'Next try', 'Why'],
        lanes.map(({lane, parked, waiting, attempts, dueAt, lastError}) => [
          lane,
          parked,
          waiting,
          attempts,
          dueAt,
          lastError,
        ]),
        'Nothing waits to be sent.',
      )
      if (lanes.some(({parked}) => parked))
        out.hint('Send again with: ontrac oke resend LANE, or pass over with --skip')
      out.table(
        ['Kind', 'Problem', 'How many', 'First'],
        problems.map(({kind, problem, count, first}) => [kind, problem, count, first.join(' ')]),
        'Nothing waits or differs.',
      )
      if (problems.some(({problem}) => problem === 'exam.unknown'))
        out.hint(`Say which exam one is with: ontrac oke link ${party} CODE EXAM`)
      if (unsendable.length > 0) {
        out.line('Results that cannot be told, since the SIS has not registered the student for the exam:')
        out.table(
          ['Student', 'Exam', 'Taken on'],
          unsendable.map(({student, exam, takenOn}) => [student, exam, takenOn]),
        )
      }
    }
  },
})
