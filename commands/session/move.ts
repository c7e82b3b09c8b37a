import {Flags} from '@oclif/core'
import {moveSession} from '../../src/enrolment/changes/move-session.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, reasonFlag, sessionArg} from '../lib/flags.ts'
import {placeOf} from '../lib/session-view.ts'

export default command({
  summary: 'Move a session in place or time, with everybody in it.',
  description:
    'Checks the room, the people and the other exams, blocks and school days of every student first. Each student gets one mail.',
  examples: [
    '1201-B104-0900 --room B105 --reason "Lekkage in B104"',
    '1201-B104-0900 --on 2026-12-02 --from 13:00 --reason "Storing" --dry-run',
  ],
  args: {session: sessionArg()},
  flags: {
    on: Flags.string({summary: 'The new day.'}),
    from: Flags.string({summary: 'The new start.'}),
    minutes: Flags.integer({summary: 'The new duration.', min: 1, max: 1440}),
    room: Flags.string({summary: 'Code of the new room.'}),
    place: Flags.string({summary: 'The new address outside the school.'}),
    reason: reasonFlag(),
    override: Flags.boolean({summary: 'Move students to a day on which they are not at school too; needs --reason.'}),
    'dry-run': dryRunFlag(),
  },
  async run({args, flags, wire, out}) {
    const ctx = await wire.context()
    const {on, from, minutes, room, place, reason, override} = flags
    const wanted = {session: args.session, on, from, minutes, room, place, reason: reason ?? '', override}
    const preview = await moveSession(ctx, {...wanted, dryRun: true})
    if (flags['dry-run']) return {...preview, done: false}
    if (preview.students.length > 0)
      await out.confirm(`Move ${preview.code} and mail ${preview.students.length} students?`)
    return {...(await moveSession(ctx, wanted)), done: true}
  },
  show(moved, out) {
    const was = `${moved.before.on} ${moved.before.from}, ${placeOf(moved.before)}`
    out.line(
      `${moved.code} ${moved.done ? 'moved' : 'would move'} from ${was} to ${moved.on} ${moved.from}, ${placeOf(moved)}.`,
    )
    out.table(
      ['Student', 'Exams'],
      moved.students.map(({student, exams}) => [student, exams.join(' ')]),
      'Nobody sits in it yet.',
    )
    if (moved.promisedNotFitting.length > 0)
      out.warn(`It no longer suits ${moved.promisedNotFitting.join(', ')}, who had a place here in a plan.`)
    for (const {message} of moved.warnings) out.warn(message)
  },
})
