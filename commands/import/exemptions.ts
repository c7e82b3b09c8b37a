import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'exemptions',
  summary: 'Import exemptions that an exam board granted before.',
  examples: ['vrijstellingen.csv --dry-run', 'vrijstellingen.csv --yes'],
})
