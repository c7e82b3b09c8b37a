import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'attempts',
  summary: 'Import attempts that students had before ontrac was used.',
  examples: ['pogingen.csv --dry-run', 'pogingen.csv --yes'],
})
