import {Flags} from '@oclif/core'
import {importPlan} from '../../src/planning/plans/import-plan.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, fileArg, periodArg} from '../lib/flags.ts'
import {showUnplaced} from '../lib/plan-view.ts'

export default command({
  summary: 'Read a plan that was made by hand, and store it as a draft.',
  description:
    'The file has the columns that plan export writes; room, date, from and exams are enough. Without a file of seats everybody gets a seat that fits. The checker looks at it as at any plan; every bad row is told at once, and then nothing is stored.',
  examples: ['2026-P2 plan.csv --dry-run', '2026-P2 plan.csv --seats plaatsen.csv'],
  args: {period: periodArg(), file: fileArg()},
  flags: {seats: Flags.string({summary: 'A file that says who sits in which session.'}), 'dry-run': dryRunFlag()},
  async run({args, flags, wire}) {
    const tables = await wire.tables()
    const sessions = await tables.read(args.file)
    const seats = flags.seats === undefined ? {} : {seats: await tables.read(flags.seats)}
    const dryRun = flags['dry-run']
    return importPlan(await wire.context(), {sessions, ...seats}, {period: args.period, dryRun})
  },
  show({plan, period, sessions, placed, unplaced, costs}, out) {
    out.line(
      plan === null
        ? `It holds: ${sessions.length} sessions with a place for ${placed} registrations, at a cost of ${costs.total}.`
        : `Plan ${plan} of period ${period}: ${sessions.length} sessions, a place for ${placed} registrations, at a cost of ${costs.total}.`,
    )
    showUnplaced(unplaced, out)
    if (plan !== null) out.hint(`Next: ontrac plan apply ${plan}`)
  },
})
