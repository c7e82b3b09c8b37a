import {Flags} from '@oclif/core'
import {moveSeat} from '../../src/delivery/seating/move-seat.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, sessionArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Give one student another place, or one who came late a first one.',
  description:
    'Without --to the best free place. Nobody else moves; whoever has the place that is named changes with him.',
  examples: ['1201-B104-0900 2000123', '1201-B104-0900 2000123 --to B4 --dry-run'],
  args: {session: sessionArg(), student: studentArg()},
  flags: {to: Flags.string({summary: 'The place, such as B4.'}), 'dry-run': dryRunFlag()},
  run: async ({args: {session, student}, flags: {to, 'dry-run': dryRun}, wire}) =>
    moveSeat(await wire.context(), {session, student, to, dryRun}),
  show: ({student, from, to, swappedWith}, out) =>
    out.line(
      `${student}: ${from ?? 'no place'} to ${to}${swappedWith === null ? '' : `; ${swappedWith} changes with him`}.`,
    ),
})
