import {Flags} from '@oclif/core'
import {createPeriod} from '../../src/institution/periods/create-period.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'
import {windowFlags} from '../lib/window-flags.ts'

export default command({
  summary: 'Make an exam period with its windows.',
  description: 'A window of days counts both days whole; with times it is 2026-09-28T09:00..2026-10-23T17:00.',
  examples: [
    '2026-P2 --name "Periode 2" --from 2026-11-30 --to 2026-12-18 --registration 2026-09-28..2026-10-23 --enrolment 2026-11-09..2026-12-16',
    '2027-P1 --from 2027-02-01 --to 2027-02-19 --taking 2027-02-02..2027-02-18 --json',
  ],
  args: {period: periodArg()},
  flags: {
    name: Flags.string({summary: 'What people call it; default its code.'}),
    from: Flags.string({summary: 'First day.', required: true}),
    to: Flags.string({summary: 'Last day.', required: true}),
    ...windowFlags(),
  },
  async run({args, flags, wire}) {
    const {name, from, to, registration, enrolment, taking} = flags
    return createPeriod(await wire.context(), {code: args.period, name, from, to, registration, enrolment, taking})
  },
  show(period, out) {
    out.line(`Made period ${period.code}, ${period.fromOn} to ${period.toOn}.`)
    for (const kind of ['registration', 'enrolment', 'taking'] as const)
      if (period[kind] === null)
        out.warn(`No ${kind} window yet: ontrac period windows ${period.code} --${kind} FROM..TO`)
    out.hint(`Next: ontrac period open ${period.code}`)
  },
})
