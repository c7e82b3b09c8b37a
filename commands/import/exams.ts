import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'exams',
  summary: 'Import exams with their rules, duration and exam plans.',
  examples: ['examens.csv --dry-run', 'examens.csv --yes'],
})
