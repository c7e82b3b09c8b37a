import {listPeriodWindows} from '../../src/institution/periods/list-period-windows.ts'
import {setPeriodWindows} from '../../src/institution/periods/set-period-windows.ts'
import {command} from '../lib/command.ts'
import {examFlag, periodArg} from '../lib/flags.ts'
import {windowFlags} from '../lib/window-flags.ts'

export default command({
  summary: 'List the windows of a period, or set them, for all exams or one.',
  description:
    'Windows count from the moment they are set, for whoever tries next. "none" takes one away; an exam then follows the period.',
  examples: [
    '2026-P2',
    '2026-P2 --registration 2026-09-28..2026-10-30',
    '2026-P2 --exam NE-3F-CE --taking 2026-12-01..2026-12-04 --enrolment none',
  ],
  args: {period: periodArg()},
  flags: {exam: examFlag(), ...windowFlags()},
  async run({args, flags, wire}) {
    const ctx = await wire.context()
    const {exam, registration, enrolment, taking} = flags
    const given = [registration, enrolment, taking].some((window) => window !== undefined)
    if (given)
      return {windows: await setPeriodWindows(ctx, {period: args.period, exam, registration, enrolment, taking})}
    const windows = await listPeriodWindows(ctx, {period: args.period})
    return {windows: exam === undefined ? windows : windows.filter((window) => window.exam === exam)}
  },
  show({windows}, out) {
    out.table(
      ['Exam', 'Window', 'From..to', 'Open now'],
      windows.map(({exam, kind, window, open}) => [exam ?? 'all', kind, window, open]),
      'No windows yet. Set them with: ontrac period windows PERIOD --registration FROM..TO',
    )
  },
})
