import {Flags} from '@oclif/core'
import {type NamedChange, showLists} from '../../src/delivery/lists/show-lists.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'
import type {Out} from '../lib/out.ts'

export default command({
  summary: 'Show the versions of the lists of a session, and what differs.',
  examples: ['1130-B104-0900', '1130-B104-0900 --diff'],
  args: {session: sessionArg()},
  flags: {diff: Flags.boolean({summary: 'Mark what differs from version to version, and since the last.'})},
  async run({args, flags, wire}) {
    return {...(await showLists(await wire.context(), {session: args.session})), diff: flags.diff}
  },
  show({session, versions, pending, diff}, out) {
    out.title(session)
    out.table(
      ['Version', 'Fixed at', 'Participants', 'Changes'],
      versions.map(({number, fixedAt, participants, changes}) => [number, fixedAt, participants, changes.length]),
    )
    if (diff) for (const {number, changes} of versions.slice(1)) showChanges(`Version ${number}`, changes, out)
    if (diff) showChanges('Since then', pending, out)
    else if (pending.length > 0)
      out.warn(`${pending.length} changes since; take them in with: ontrac session finalise ${session}`)
  },
})

function showChanges(title: string, changes: readonly NamedChange[], out: Out): void {
  out.line()
  out.title(title)
  out.table(
    ['Student', 'Change', 'Exam', 'What', 'Before', 'After'],
    changes.map(({student, kind, exams, field, before, after}) => [
      student,
      kind,
      exams.join(' '),
      field,
      before,
      after,
    ]),
    'Nothing differs.',
  )
}
