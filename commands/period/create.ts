import {Flags} from '@oclif/core'
import {createPeriod} from '../../src/institution/periods/create-period.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'
import type {Out} from '../lib/out.ts'
import {askMissing} from '../lib/terminal.ts'
import {windowFlags} from '../lib/window-flags.ts'

export default command({
  summary: 'Make an exam period with its windows.',
  description:
    'A window of days counts both days whole; with times it is 2026-09-28T09:00..2026-10-23T17:00. On a terminal it asks for the days and windows when the first or last day is not given; in a script every answer is a flag.',
  examples: [
    '2026-P2',
    '2026-P2 --name "Periode 2" --from 2026-11-30 --to 2026-12-18 --registration 2026-09-28..2026-10-23 --enrolment 2026-11-09..2026-12-16',
    '2027-P1 --from 2027-02-01 --to 2027-02-19 --taking 2027-02-02..2027-02-18 --json',
  ],
  args: {period: periodArg()},
  flags: {
    name: Flags.string({summary: 'What people call it; default its code.'}),
    from: Flags.string({summary: 'First day.'}),
    to: Flags.string({summary: 'Last day.'}),
    ...windowFlags(),
  },
  async run({args, flags, wire, out}) {
    const ctx = await wire.context()
    return createPeriod(ctx, {code: args.period, ...(await answered(flags, out))})
  },
  show(period, out) {
    out.line(`Made period ${period.code}, ${period.fromOn} to ${period.toOn}.`)
    for (const kind of ['registration', 'enrolment', 'taking'] as const)
      if (period[kind] === null)
        out.warn(`No ${kind} window yet: ontrac period windows ${period.code} --${kind} FROM..TO`)
    out.hint(`Next: ontrac period open ${period.code}`)
  },
})

type Answers = Readonly<Partial<Record<'name' | 'from' | 'to' | 'registration' | 'enrolment' | 'taking', string>>>

/** What was given; when a first or last day lacks, everything that was not given is asked. */
async function answered(flags: Answers, out: Out) {
  const {name, from, to, registration, enrolment, taking} = flags
  if (from !== undefined && to !== undefined) return {name, from, to, registration, enrolment, taking}
  const offered = async (given: string | undefined, question: string): Promise<string | undefined> =>
    given ?? ((await out.offer(question)) || undefined)
  return {
    ...(await askMissing(out, {from: [from, 'First day, such as 2026-11-30'], to: [to, 'Last day']})),
    name: await offered(name, 'What people call it'),
    registration: await offered(registration, 'When one may register, FROM..TO'),
    enrolment: await offered(enrolment, 'When one may enrol, FROM..TO'),
    taking: await offered(taking, 'When exams may be taken, FROM..TO'),
  }
}
