import {showSeating} from '../../src/delivery/seating/show-seating.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'
import {showSeatingPlan} from '../lib/seating-view.ts'

export default command({
  summary: 'Show who sits where in a session.',
  examples: ['1201-B104-0900', '1201-B104-0900 --json'],
  args: {session: sessionArg()},
  run: async ({args, wire}) => showSeating(await wire.context(), args.session),
  show(seating, out) {
    showSeatingPlan(seating, out)
    if (seating.without.length > 0)
      out.hint(`Next: ontrac seating make ${seating.session}, or ontrac seating move ${seating.session} STUDENT`)
  },
})
