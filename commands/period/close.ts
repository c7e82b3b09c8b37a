import {periodStepCommand} from '../lib/period-step.ts'

export default periodStepCommand({
  step: 'close',
  summary: 'Close a period when everything in it is settled.',
  description:
    'Refused while a session is not reported, a result not established, an absence not judged, a case not decided or a registration open. Undone until it is archived.',
  examples: ['2026-P2', '2026-P2 --dry-run'],
  done: 'is closed',
  next: 'ontrac archive build PERIOD',
})
