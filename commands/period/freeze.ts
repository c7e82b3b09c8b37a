import {examStepCommand} from '../lib/period-step.ts'

export default examStepCommand({
  step: 'freeze',
  summary: 'Freeze the demand of a period, or of one exam in it, to plan for.',
  description:
    'Refused while requests are undecided. What comes or goes afterwards is shown apart. Undone until the first session with that exam is published.',
  examples: ['2026-P2', '2026-P2 --exam NE-3F-CE', '2026-P2 --at 2026-10-26T09:00 --json'],
  done: 'is frozen',
  next: 'ontrac demand show PERIOD, then: ontrac plan make PERIOD',
})
