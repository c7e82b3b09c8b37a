import {undoEnrolmentRun} from '../../src/enrolment/assignment/undo-enrolment-run.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'

export default command({
  summary: 'Undo an assignment or a move of many.',
  description: 'Restores what nobody has touched since and lists the rest. Mails that still wait are not sent.',
  examples: ['K7P2QX', 'K7P2QX --yes --json'],
  args: {run: codeArg('run')},
  async run({args, out, wire}) {
    await out.confirm(`Undo run ${args.run}?`)
    return undoEnrolmentRun(await wire.context(), args.run)
  },
  show({run, undone, left, mailsWithdrawn}, out) {
    out.line(`Undid run ${run}: ${undone} enrolments are as before, and ${mailsWithdrawn} mails were not sent.`)
    if (left.length > 0)
      out.warn(`These stay as they are, since somebody has touched them or there is no way back: ${left.join(', ')}.`)
  },
})
