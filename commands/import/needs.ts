import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'needs',
  summary: 'Import personal needs of students: the aid, never its cause.',
  examples: ['voorzieningen.csv --dry-run', 'voorzieningen.csv --yes'],
})
