import {periodStepCommand} from '../lib/period-step.ts'

export default periodStepCommand({
  step: 'open',
  summary: 'Open a period: registration begins as its windows say.',
  description: 'Undone with "ontrac period undo" until somebody is registered.',
  examples: ['2026-P2', '2026-P2 --at 2026-09-28T09:00', '2026-P2 --dry-run'],
  done: 'is open',
  next: 'ontrac registration add STUDENT EXAM --period PERIOD, or: ontrac import registrations FILE --period PERIOD',
})
