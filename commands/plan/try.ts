import {Flags} from '@oclif/core'
import {tryPlanned} from '../../src/planning/plans/try-planned.ts'
import {command} from '../lib/command.ts'
import {draftArg, plannedSessionArg} from '../lib/plan-flags.ts'

export default command({
  summary: 'Try a session of a draft plan elsewhere and show what each place would do.',
  description:
    'Every room and time that is free is looked at; the best are shown with what the plan would cost then, who would get another seat and who would have none. Nothing changes.',
  examples: ['2026-P2 1130-C001-0900', '2026-P2-plan-1 1130-C001-0900 --limit 3 --json'],
  args: {plan: draftArg(), session: plannedSessionArg()},
  flags: {limit: Flags.integer({summary: 'Show this many places.', default: 10, min: 1, max: 100})},
  run: async ({args, flags, wire}) => tryPlanned(await wire.context(), {...args, limit: flags.limit}),
  show({plan, session, tried, alternatives}, out) {
    out.table(
      ['Day', 'Time', 'Room', 'Cost', 'Change', 'Other seat', 'No seat', 'Other staff'],
      alternatives.map(({place, cost, moved, lost, crew}) => [
        place.on,
        place.from,
        place.room,
        cost.after,
        cost.after - cost.before,
        moved,
        lost,
        crew,
      ]),
      `There is no other place for ${session} that holds.`,
    )
    out.hint(`${tried} free rooms and times were looked at.`)
    const [best] = alternatives
    if (best)
      out.hint(
        `Next: ontrac plan move ${plan} ${session} --on ${best.place.on} --from ${best.place.from} --room ${best.place.room}`,
      )
  },
})
