import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'programmes',
  summary: 'Import programmes, by crebo, route and cohort.',
  examples: ['opleidingen.csv --dry-run', 'opleidingen.csv --yes'],
})
