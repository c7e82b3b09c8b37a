import {periodStepCommand} from '../lib/period-step.ts'

export default periodStepCommand({
  step: 'archive',
  summary: 'Put a closed period to rest, once its archive is built.',
  description: 'Nothing undoes this.',
  examples: ['2026-P2', '2026-P2 --dry-run --json'],
  done: 'is archived',
})
