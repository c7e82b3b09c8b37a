import {Flags} from '@oclif/core'
import {tellTeams} from '../../src/registration/tell-teams.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, periodArg} from '../lib/flags.ts'

export default command({
  summary: 'Mail teachers how many of their groups are registered, or remind those of groups with nobody yet.',
  description: 'Counts for each group and exam, no names. Once a day to each teacher, however often it is asked.',
  examples: ['2026-P2 --dry-run', '2026-P2 --none-yet', '2026-P2 --group 2B-VZ --yes --json'],
  args: {period: periodArg()},
  flags: {
    'none-yet': Flags.boolean({summary: 'Only teachers of groups of which nobody is registered.'}),
    group: Flags.string({summary: 'Only teachers of this group.'}),
    'dry-run': dryRunFlag(),
  },
  async run({args, flags, out, wire}) {
    const ctx = await wire.context()
    const wanted = {period: args.period, group: flags.group, noneYet: flags['none-yet']}
    const preview = await tellTeams(ctx, {...wanted, dryRun: true})
    if (flags['dry-run'] || preview.teachers === 0) return preview
    await out.confirm(`Mail ${preview.teachers} teachers of ${preview.groups.length} groups?`)
    return tellTeams(ctx, wanted)
  },
  show({period, teachers, groups, checkBy, sent}, out) {
    out.line(`${sent ? 'Queued' : 'To send'}: mails to ${teachers} teachers on period ${period}.`)
    out.table(
      ['Group', 'Students', 'Exams with registrations'],
      groups.map((each) => [each.group, each.students, each.exams]),
      'No groups.',
    )
    if (checkBy) out.line(`They can register and correct until ${checkBy}.`)
    if (sent) out.hint('They go out with: ontrac tick')
  },
})
