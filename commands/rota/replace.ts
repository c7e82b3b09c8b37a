import {Flags} from '@oclif/core'
import {replaceStaff} from '../../src/planning/rota/replace-staff.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, reasonFlag, staffArg} from '../lib/flags.ts'
import {showReplacements} from '../lib/replacement-view.ts'

export default command({
  summary: 'Replace somebody who falls out on a day.',
  description:
    'By who may do the duty and is free then: in reserve first, then near, then least burdened. Those who come and go are mailed when the session is published. Look first with --dry-run.',
  examples: ['ANNA01 --on 2026-12-01 --dry-run', 'ANNA01 --on 2026-12-01 --by BRAM01 --reason Ziek'],
  args: {staff: staffArg()},
  flags: {
    on: Flags.string({summary: 'The day.', required: true}),
    session: Flags.string({summary: 'Only in this session.'}),
    by: Flags.string({summary: 'By this person, if he may and is free.'}),
    reason: reasonFlag(),
    'dry-run': dryRunFlag(),
  },
  async run({args, flags: {on, session, by, reason, 'dry-run': dryRun}, wire, out}) {
    const ctx = await wire.context()
    const wanted = {staff: args.staff, on, session, by, reason, kind: 'all' as const}
    const preview = await replaceStaff(ctx, {...wanted, dryRun: true})
    const found = preview.replaced.length - preview.left.length
    if (dryRun || found === 0) return preview
    await out.confirm(`Replace ${args.staff} in ${found} sessions?`)
    return replaceStaff(ctx, wanted)
  },
  show: (replacements, out) => showReplacements(replacements, out),
})
