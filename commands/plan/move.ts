import {Flags} from '@oclif/core'
import {movePlanned} from '../../src/planning/plans/move-planned.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag} from '../lib/flags.ts'
import {inShort, showChange} from '../lib/plan-effect-view.ts'
import {draftArg, plannedSessionArg} from '../lib/plan-flags.ts'

export default command({
  summary: 'Move a session of a draft plan to another room or time.',
  description:
    'Shows first what it does: the cost by term before and after, who gets another seat, who works, and what would not hold. Who can no longer sit there gets a seat that is left; nobody else moves. A draft tells nobody anything.',
  examples: [
    '2026-P2 1130-C001-0900 --room C002 --dry-run',
    '2026-P2 1130-C001-0900 --on 2026-12-01 --from 13:00 --yes',
  ],
  args: {plan: draftArg(), session: plannedSessionArg()},
  flags: {
    room: Flags.string({summary: 'To this room.'}),
    on: Flags.string({summary: 'To this day.'}),
    from: Flags.string({summary: 'To this time.'}),
    'dry-run': dryRunFlag(),
  },
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const {room, on, from} = flags
    const preview = await movePlanned(ctx, {...args, room, on, from, dryRun: true})
    if (flags['dry-run']) return preview
    if (preview.conflicts.length === 0)
      await out.confirm(`Move ${args.session} in plan ${preview.plan} (${inShort(preview)})?`)
    return movePlanned(ctx, {...args, plan: preview.plan, room, on, from})
  },
  show: (change, out) => showChange(change, out),
})
