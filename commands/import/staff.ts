import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'staff',
  summary: 'Import employees and the roles they hold; roles are given and never taken away.',
  examples: ['medewerkers.csv --dry-run', 'medewerkers.csv --yes'],
})
