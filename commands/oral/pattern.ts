import {Flags} from '@oclif/core'
import {makeOralSlots} from '../../src/planning/orals/make-oral-slots.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, sessionArg} from '../lib/flags.ts'
import {showRoster} from '../lib/oral-view.ts'

export default command({
  summary: 'Give an oral session its slots, in a fixed pattern.',
  description:
    'One slot after another until the session ends, less the breaks. The examiners get a duty in the session, which has as many seats as slots.',
  examples: [
    '1201-T001-0845 --first 09:00 --every 20 --break 10:30-10:45 --examiner ANNA01 --examiner BRAM01',
    '1201-T001-0845 --first 09:00 --every 30 --examiner CATO01 --preparation 10 --dry-run',
  ],
  args: {session: sessionArg()},
  flags: {
    first: Flags.string({summary: 'Start of the first slot, such as 09:00.', required: true}),
    every: Flags.integer({summary: 'Minutes from one start to the next.', required: true, min: 1, max: 480}),
    break: Flags.string({
      summary: 'A break, such as 10:30-10:45; may be given more than once.',
      multiple: true,
      default: [],
    }),
    examiner: Flags.string({
      summary: 'Staff code of an examiner; give it twice for a pair.',
      multiple: true,
      required: true,
    }),
    exam: Flags.string({summary: 'Which exam, when the session offers several.'}),
    preparation: Flags.integer({
      summary: 'Minutes of preparation before each slot; default the exam’s.',
      min: 0,
      max: 240,
    }),
    replace: Flags.boolean({summary: 'Take away the free slots that are there first.'}),
    'dry-run': dryRunFlag(),
  },
  async run({args, flags, wire}) {
    const {first, every, exam, preparation, replace} = flags
    return makeOralSlots(await wire.context(), {
      session: args.session,
      first,
      every,
      exam,
      preparation,
      replace,
      breaks: flags.break,
      examiners: flags.examiner,
      dryRun: flags['dry-run'],
    })
  },
  show(roster, out) {
    showRoster(roster, out)
    out.hint(`Next: ontrac oral assign ${roster.session}`)
  },
})
