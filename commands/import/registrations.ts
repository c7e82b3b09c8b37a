import {Flags} from '@oclif/core'
import {periodFlag, reasonFlag} from '../lib/flags.ts'
import {importCommand} from '../lib/import-command.ts'

export default importCommand({
  kind: 'registrations',
  summary: 'Import who is registered for which exam in a period.',
  description:
    'A teacher imports those of students in groups of her own. Rows with an id of the student information system are its own: one that is there already is linked to it.',
  examples: [
    'aanmeldingen.csv --period 2026-P2 --dry-run',
    'aanmeldingen.csv --period 2026-P2 --yes --accept-valid',
    'nakomers.csv --period 2026-P2 --late --reason "Overgestapt in oktober" --yes',
  ],
  flags: {
    period: periodFlag(true),
    late: Flags.boolean({summary: 'Add them after their term; for the exam office, with a reason.'}),
    reason: reasonFlag(),
  },
  options: ({period, late, reason}) => ({
    ...(period === undefined ? {} : {period}),
    ...(late ? {late} : {}),
    ...(reason === undefined ? {} : {reason}),
  }),
})
