import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'groups',
  summary: 'Import groups with their teachers and school days.',
  examples: ['klassen.csv --dry-run', 'klassen.csv --yes'],
})
