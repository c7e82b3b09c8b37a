import {type PeriodDetail, showPeriod} from '../../src/lifecycle/show-period.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'
import type {Out} from '../lib/out.ts'

export default command({
  summary: 'Show a period: its windows, what was done, what is timed and what is frozen.',
  examples: ['2026-P2', '2026-P2 --json'],
  args: {period: periodArg()},
  run: async ({args, wire}) => showPeriod(await wire.context(), args.period),
  show(period, out) {
    out.title(`${period.code}  ${period.name}`)
    out.pairs([
      ['state', period.state],
      ['from', period.fromOn],
      ['to', period.toOn],
      ['frozen', period.frozen.map(({exam, frozenAt}) => `${exam ?? 'all exams'} at ${frozenAt}`).join(', ') || null],
    ])
    out.line()
    out.table(
      ['Exam', 'Window', 'From..to', 'Open now'],
      period.windows.map(({exam, kind, window, open}) => [exam ?? 'all', kind, window, open]),
      'No windows yet.',
    )
    out.line()
    showSteps(period, out)
  },
})

function showSteps({code, steps}: PeriodDetail, out: Out): void {
  out.table(
    ['Step', 'Exam', 'Timed for', 'Done', 'Taken back'],
    steps.map(({step, exam, dueAt, doneAt, undoneAt}) => [step, exam ?? 'all', dueAt, doneAt, undoneAt]),
    `Nothing was done with it yet. Next: ontrac period open ${code}`,
  )
  for (const {step, waits} of steps) for (const {message} of waits) out.warn(`The timed "${step}" waits: ${message}`)
}
