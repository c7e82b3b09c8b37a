import {Flags} from '@oclif/core'
import {assignSeats, previewAssignment} from '../../src/enrolment/assignment/assign-seats.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, periodArg, reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'Enrol everybody of a period in one deed.',
  description:
    'Where the applied plan holds a place, else in a free seat that fits; the rest is listed with the reasons. One that was cut off goes on when it is asked again. Mails wait a while, so that an undo sends none.',
  examples: [
    '2026-P2 --dry-run',
    '2026-P2 --exam NE-3F-CE --yes',
    '2026-P2 --override --reason "agreed with the employers" --yes --json',
  ],
  args: {period: periodArg()},
  flags: {
    exam: Flags.string({summary: 'Only this exam; may be given more than once.', multiple: true, default: []}),
    'dry-run': dryRunFlag(),
    override: Flags.boolean({summary: 'Also on days on which students are not at school; needs --reason.'}),
    reason: reasonFlag(),
  },
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const wanted = {period: args.period, exams: flags.exam, override: flags.override, reason: flags.reason ?? ''}
    if (flags['dry-run']) return previewAssignment(ctx, wanted)
    return assignSeats(ctx, wanted, {
      async confirm({placed, period, without}) {
        if (placed > 0)
          await out.confirm(`Enrol ${placed} registrations of period ${period}? ${without.length} have no place.`)
      },
      progress: (done, of) => out.progress(`Enrolling: step ${done + 1} of ${of}`),
    })
  },
  show({period, placed, asPlanned, without, changed, run}, out) {
    out.line(
      `${run === null ? 'To enrol' : 'Enrolled'} in period ${period}: ${placed} registrations, ${asPlanned} of them as planned.`,
    )
    if (without.length > 0) {
      out.line(`Without a place: ${without.length}.`)
      out.table(
        ['Registration', 'Student', 'Exam', 'Because'],
        without.map(({registration, student, exam, reasons}) => [
          registration,
          student,
          exam,
          reasons.map(({message}) => message).join(' '),
        ]),
      )
    }
    for (const {registration, reasons} of changed)
      out.warn(`${registration} was not enrolled after all: ${reasons.join(', ')}.`)
    if (run !== null) out.hint(`Undo with: ontrac enrolment undo ${run}`)
  },
})
