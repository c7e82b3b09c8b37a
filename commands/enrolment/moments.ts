import {Flags} from '@oclif/core'
import {listMoments} from '../../src/enrolment/list-moments.ts'
import {command} from '../lib/command.ts'
import {examArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'List the sessions of an exam that fit a student.',
  description:
    'His end with extra time, school days, blocks and other sessions are counted. Free 0 is full: he can wait.',
  examples: ['100042 NE-3F-CE', '100042 NE-3F-CE --all --json'],
  args: {student: studentArg(), exam: examArg()},
  flags: {all: Flags.boolean({summary: 'Also the sessions that do not fit, with the reasons.'})},
  run: async ({args, flags, wire}) => listMoments(await wire.context(), {...args, all: flags.all}),
  show({moments, notNow, student, exam}, out) {
    out.table(
      ['Session', 'On', 'From', 'Until', 'Room', 'Location', 'Free', 'Waiting', 'Fits'],
      moments.map((moment) => [
        moment.session,
        moment.on,
        moment.from,
        moment.until,
        moment.room ?? moment.place,
        moment.location,
        moment.free,
        moment.waiting,
        moment.fits ? 'yes' : moment.reasons.map(({message}) => message).join(' '),
      ]),
      `No published session of ${exam} fits student ${student}. See why with: --all`,
    )
    for (const {message} of notNow) out.warn(message)
    if (moments.length > 0 && notNow.length === 0) out.hint(`Next: ontrac enrolment add ${student} ${exam} SESSION`)
  },
})
