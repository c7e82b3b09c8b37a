import {Flags} from '@oclif/core'
import {reasonFlag} from './flags.ts'

/** What may be said of a new registration, for one student or a group. */
export const newRegistrationFlags = () => ({
  period: Flags.string({summary: 'Period code.', required: true}),
  location: Flags.string({summary: 'Code of the location where it is preferred.'}),
  late: Flags.boolean({summary: 'Add it after the term; the exam office only, with a reason.', default: false}),
  reason: reasonFlag(),
})

/** Which requests a decision is about, when they are not named one by one. */
export const undecidedFlags = () => ({
  all: Flags.boolean({summary: 'All undecided requests that fit, in place of codes.', default: false}),
  period: Flags.string({summary: 'With --all: only of this period.'}),
  exam: Flags.string({summary: 'With --all: only for this exam.'}),
  group: Flags.string({summary: 'With --all: only of students of this group.'}),
  'dry-run': Flags.boolean({summary: 'Show what would happen and change nothing.'}),
})
