import {periodFlag} from '../lib/flags.ts'
import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'sessions',
  summary: 'Import sessions that were planned elsewhere, and take their rooms and people.',
  examples: ['zittingen.csv --period 2026-P2 --dry-run', 'zittingen.csv --period 2026-P2 --yes'],
  flags: {period: periodFlag(true)},
  options: ({period}) => (period === undefined ? {} : {period}),
})
