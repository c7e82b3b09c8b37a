import {Flags} from '@oclif/core'
import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'students',
  summary: 'Import students with their programmes and groups, or refresh them.',
  description:
    'A refresh shows what it means for open registrations, seats and personal needs. Students who are not in the file stay, unless it is said to hold everybody.',
  examples: ['studenten.csv --dry-run', 'studenten.csv --yes', 'studenten.csv --full --yes --confirm-consequences'],
  flags: {
    full: Flags.boolean({summary: 'The file holds all students: end those who are not in it.'}),
    'confirm-consequences': Flags.boolean({
      summary: 'Withdraw or move the registrations and seats that the plan shows.',
    }),
  },
  options: ({full}) => (full ? {full} : {}),
})
