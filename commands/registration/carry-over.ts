import {Args} from '@oclif/core'
import {carryOverRegistrations, previewCarryOver} from '../../src/lifecycle/carry-over-registrations.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, periodArg} from '../lib/flags.ts'

export default command({
  summary: 'Carry registrations that were not used over to the next period.',
  description:
    'Open registrations without a place. One that was cut off goes on when it is asked again; "registration undo" brings them back.',
  examples: ['2026-P2 2027-P1 --dry-run', '2026-P2 2027-P1 --yes --json'],
  args: {period: periodArg(), next: Args.string({required: true, description: 'Code of the next period.'})},
  flags: {'dry-run': dryRunFlag()},
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const wanted = {from: args.period, to: args.next}
    const preview = await previewCarryOver(ctx, wanted)
    if (flags['dry-run']) return preview
    if (preview.registrations > 0)
      await out.confirm(`Carry ${preview.registrations} registrations over to period ${preview.to}?`)
    return carryOverRegistrations(ctx, wanted)
  },
  show({from, to, registrations, frozen, run}, out) {
    out.line(
      `${run === null ? 'To carry over' : 'Carried over'} from ${from} to ${to}: ${registrations} registrations.`,
    )
    if (frozen > 0) out.warn(`${frozen} stay, since the demand for their exams is frozen in period ${to}.`)
    if (run !== null) out.hint(`Undo with: ontrac registration undo ${run}`)
  },
})
