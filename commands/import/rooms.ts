import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'rooms',
  summary: 'Import rooms, and the locations they are in.',
  examples: ['lokalen.csv --dry-run', 'lokalen.csv --yes'],
})
