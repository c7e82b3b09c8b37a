import {Args, Flags} from '@oclif/core'
import {recordPapers} from '../../src/delivery/reports/record-papers.ts'
import {PAPER_STEPS, type PaperStep} from '../../src/delivery/reports/report-facts.ts'
import {command} from '../lib/command.ts'
import {reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Record how many sets of papers were received, laid out or taken in.',
  examples: ['1130-B104-0900 received 20 --sealed', '1130-B104-0900 in 19 --text "Eén set ontbreekt"'],
  args: {
    session: sessionArg(),
    step: Args.string({required: true, description: 'What was counted.', options: [...PAPER_STEPS]}),
    count: Args.integer({required: true, min: 0, description: 'How many sets.'}),
  },
  flags: {
    sealed: Flags.boolean({summary: 'The sets were sealed.'}),
    text: Flags.string({summary: 'A remark.'}),
    reason: reasonFlag(),
  },
  run: async ({args, flags, wire}) =>
    recordPapers(await wire.context(), {
      session: args.session,
      step: args.step as PaperStep,
      count: args.count,
      ...(args.step === 'received' ? {sealed: flags.sealed} : {}),
      text: flags.text,
      reason: flags.reason,
    }),
  show({session, step, count, missing}, out) {
    out.line(`${count} sets ${step} at ${session}.`)
    if (missing !== null && missing > 0) out.warn(`${missing} sets are not back yet.`)
  },
})
