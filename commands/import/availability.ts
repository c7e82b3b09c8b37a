import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'availability',
  summary: 'Import days and hours on which staff, students and groups are there, or not.',
  examples: ['beschikbaarheid.csv --dry-run', 'beschikbaarheid.csv --yes'],
})
