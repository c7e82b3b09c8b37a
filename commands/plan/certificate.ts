import {showCertificate} from '../../src/planning/certificates/show-certificate.ts'
import {command} from '../lib/command.ts'
import {periodArg} from '../lib/flags.ts'

export default command({
  summary: 'Show whether everybody who is not enrolled can still have a seat.',
  description:
    'Looks at all that is left in the sessions of the period, keeping to what the plan holds as far as it goes. Of who is stuck it says why, since which claim, and what repairs it. No claim is refused for it.',
  examples: ['2026-P2', '2026-P2 --json'],
  args: {period: periodArg()},
  run: async ({args, wire}) => showCertificate(await wire.context(), args.period),
  show({period, holds, proven, enrolled, waiting, placed, replaced, stuck}, out) {
    out.line(
      holds
        ? `In period ${period} there is a seat without a clash for all ${waiting} registrations that are not enrolled.`
        : `In period ${period} there is a seat for ${placed} of ${waiting} registrations that are not enrolled; ${stuck.length} are stuck.`,
    )
    out.hint(`${enrolled} are enrolled already.`)
    if (replaced > 0)
      out.hint(`${replaced} places that the plan held were taken by others; another was found for each.`)
    if (!proven) out.warn('It is not proven that no more could be placed; ask again, or plan extra sessions.')
    if (!holds)
      out.table(
        ['Registration', 'Student', 'Exam', 'Why', 'Sessions', 'Since'],
        stuck.map(({registration, student, exam, why, sessions, since}) => [
          registration,
          student,
          exam,
          why,
          sessions.join(' '),
          since ? `${since.at}: ${since.student} in ${since.session}` : 'from the start',
        ]),
      )
    for (const {registration, commands} of stuck.slice(0, 5)) out.hint(`For ${registration}: ${commands.join('; ')}`)
  },
})
