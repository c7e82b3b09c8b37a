import {Flags} from '@oclif/core'
import {reasonFlag} from '../lib/flags.ts'
import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'enrolments',
  summary: 'Import who takes which exam in which session; seats are given out in the order of the file.',
  examples: [
    'inschrijvingen.csv --dry-run',
    'inschrijvingen.csv --yes',
    'inschrijvingen.csv --override --reason "Afgesproken met het leerbedrijf" --yes',
  ],
  flags: {
    override: Flags.boolean({summary: 'Also on days on which a student is not at school; with a reason.'}),
    reason: reasonFlag(),
  },
  options: ({override, reason}) => ({...(override ? {override} : {}), ...(reason === undefined ? {} : {reason})}),
})
