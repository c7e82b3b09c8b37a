import {Args, Flags} from '@oclif/core'
import {STEP_NAMES, type StepName} from '../../src/lifecycle/period-step.ts'
import {previewUndo, undoPeriodStep} from '../../src/lifecycle/undo-period-step.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, examFlag, periodArg} from '../lib/flags.ts'
import {someOf} from '../lib/some-of.ts'

export default command({
  summary: 'Take back the last opening, freeze, publication or closing of a period.',
  description:
    'Each until a stated event: a freeze until the first session with that exam is published, a publication until somebody is enrolled.',
  examples: ['2026-P2 freeze', '2026-P2 publish --exam NE-3F-CE --dry-run', '2026-P2 freeze --timed'],
  args: {
    period: periodArg(),
    step: Args.custom<StepName>({options: [...STEP_NAMES]})({required: true, description: 'What to take back.'}),
  },
  flags: {
    exam: examFlag(),
    timed: Flags.boolean({summary: 'Take back a step that is timed for later.', default: false}),
    'dry-run': dryRunFlag(),
  },
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const wanted = {period: args.period, step: args.step, exam: flags.exam, timed: flags.timed}
    const preview = await previewUndo(ctx, wanted)
    if (flags['dry-run']) return preview
    if (preview.reasons.length === 0)
      await out.confirm(`Take back "${args.step}" of period ${preview.period}, of ${preview.was}?`)
    return undoPeriodStep(ctx, wanted)
  },
  show({period, step, exam, undoneAt, reasons}, out) {
    const what = `"${step}" of ${exam ? `${exam} in ` : ''}period ${period}`
    if (undoneAt !== null) out.line(`Took back ${what}.`)
    else out.line(reasons.length === 0 ? `Can be taken back: ${what}.` : `Cannot be taken back: ${what}.`)
    for (const message of someOf(reasons.map((reason) => reason.message))) out.line(`  • ${message}`)
  },
})
