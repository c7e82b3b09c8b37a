import {Args, Flags} from '@oclif/core'
import {planFile} from '../../src/planning/plans/plan-file.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Write a plan to a file: its sessions, who sits where, or a calendar.',
  description: 'The tables can be edited and read in again with plan import.',
  examples: [
    '2026-P2 -o plan.csv',
    '2026-P2 --seats -o plaatsen.csv',
    '2026-P2-plan-1 --format ics -o plan.ics --json',
  ],
  args: {plan: Args.string({required: true, description: 'Code of the plan, or of a period for its newest.'})},
  flags: {
    output: Flags.string({summary: 'The file to write.', char: 'o', required: true}),
    format: Flags.option({
      options: ['csv', 'ics'] as const,
      default: 'csv' as const,
      summary: 'A table, or a calendar with an appointment for each session.',
    })(),
    seats: Flags.boolean({summary: 'Who sits in which session, in place of the sessions.'}),
  },
  async run({args, flags, wire}) {
    const {plan, titles, rows, appointments} = await planFile(await wire.context(), {
      plan: args.plan,
      seats: flags.seats,
    })
    const content =
      flags.format === 'ics' ? (await wire.calendar()).calendar(appointments) : (await wire.tables()).csv(titles, rows)
    await wire.files.write(flags.output, content, {overwrite: true})
    return {plan, rows: flags.format === 'ics' ? appointments.length : rows.length, file: flags.output}
  },
  show({plan, rows, file}, out) {
    out.line(`Wrote ${rows} ${rows === 1 ? 'row' : 'rows'} of plan ${plan} to ${file}.`)
  },
})
