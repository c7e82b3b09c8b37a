import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'results',
  summary: 'Import results, in steps as they come: attendance, score, final.',
  description:
    'The session reports must be closed. What differs from an established result changes nothing and waits for the exam board.',
  examples: ['resultaten.csv --dry-run', 'resultaten.csv --yes --accept-valid'],
})
