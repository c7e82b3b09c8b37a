import {Flags} from '@oclif/core'
import {assignOrals} from '../../src/planning/orals/assign-orals.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Hold places in an oral session for students.',
  description:
    'For the registrations named, or for all who still need a place for its exams. Central enrolment gives each of them a slot: ontrac enrolment assign',
  examples: ['1201-T001-0845', '1201-T001-0845 --registration ABC234 --registration DEF567 --dry-run'],
  args: {session: sessionArg()},
  flags: {
    registration: Flags.string({
      summary: 'Code of a registration; may be given more than once.',
      multiple: true,
      default: [],
    }),
    'dry-run': dryRunFlag(),
  },
  run: async ({args, flags, wire}) =>
    assignOrals(await wire.context(), {
      session: args.session,
      registrations: flags.registration,
      dryRun: flags['dry-run'],
    }),
  show({session, plan, placed, notPlaced}, out) {
    out.table(
      ['Registration', 'Student', 'Exam'],
      placed.map((each) => [each.registration, each.student, each.exam]),
      'Nobody can be placed.',
    )
    if (notPlaced.length > 0) {
      out.warn(`${notPlaced.length} have no place:`)
      out.table(
        ['Registration', 'Student', 'Exam', 'Why'],
        notPlaced.map((each) => [
          each.registration,
          each.student,
          each.exam,
          each.reasons.map(({message}) => message).join(' '),
        ]),
      )
    }
    if (plan !== null) out.hint(`Next: ontrac session publish ${session}, then ontrac enrolment assign`)
  },
})
