import {cancelSession} from '../../src/enrolment/changes/cancel-session.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, reasonFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Call a session off.',
  description:
    'Ends the seats, the waiting list, the room and the duties. Registrations stay open and can be placed again. Everybody concerned is mailed.',
  examples: ['1201-B104-0900 --reason "Stroomstoring"', '1201-B104-0900 --dry-run --reason "Stroomstoring"'],
  args: {session: sessionArg()},
  flags: {reason: reasonFlag(), 'dry-run': dryRunFlag()},
  async run({args, flags, wire, out}) {
    const ctx = await wire.context()
    const wanted = {session: args.session, reason: flags.reason ?? ''}
    const preview = await cancelSession(ctx, {...wanted, dryRun: true})
    if (flags['dry-run']) return {...preview, done: false}
    if (preview.students.length > 0)
      await out.confirm(`Cancel ${preview.code} and mail ${preview.students.length} students?`)
    return {...(await cancelSession(ctx, wanted)), done: true}
  },
  show(cancelled, out) {
    out.line(`Session ${cancelled.code} ${cancelled.done ? 'is cancelled' : 'would be cancelled'}.`)
    out.table(
      ['Student', 'Exams'],
      cancelled.students.map(({student, exams}) => [student, exams.join(' ')]),
      'Nobody sat in it.',
    )
    if (cancelled.waiting > 0) out.line(`${cancelled.waiting} on its waiting list.`)
    if (cancelled.promisedStudents.length > 0)
      out.warn(`${cancelled.promisedStudents.length} students had a place here in a plan and need another.`)
    if (
      cancelled.done &&
      cancelled.kind === 'cluster' &&
      cancelled.students.length + cancelled.promisedStudents.length > 0
    )
      out.hint(`Next: ontrac plan top-up ${cancelled.period}`)
  },
})
