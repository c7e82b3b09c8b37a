import {Args} from '@oclif/core'
import {missingRegistrations} from '../../src/registration/missing-registrations.ts'
import {command} from '../lib/command.ts'
import {examFlag} from '../lib/flags.ts'

export default command({
  summary: 'List who has no registration for the exams in their plan.',
  description: 'Left out are the exempted and those who have passed or have no attempt left.',
  examples: ['2B-VZ', '2B-VZ --exam NE-3F-CE', '--exam NE-3F-CE --json'],
  args: {group: Args.string({description: 'Group code; all students when it is left out.'})},
  flags: {exam: examFlag()},
  run: async ({args, flags, wire}) => ({
    missing: await missingRegistrations(await wire.context(), {group: args.group, exam: flags.exam}),
  }),
  show({missing}, out) {
    out.table(
      ['Student', 'Name', 'Exam', 'Name of exam', 'Programme'],
      missing.map(({student, name, exam, examName, programme}) => [student, name, exam, examName, programme]),
      'Nobody is missing.',
    )
  },
})
