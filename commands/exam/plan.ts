import {Flags} from '@oclif/core'
import {setExamPlan} from '../../src/institution/exams/set-exam-plan.ts'
import {command} from '../lib/command.ts'
import {examArg} from '../lib/flags.ts'

const several = (summary: string) => Flags.string({summary, multiple: true, default: []})

export default command({
  summary: 'Say which exam plans hold an exam, by crebo and cohort.',
  examples: ['VZ-PVB1 --crebo 25655 --cohort 2025-2026', 'NE-3F-CE --end-crebo "*" --crebo 25655 --crebo 25604'],
  args: {exam: examArg()},
  flags: {
    crebo: several('A crebo whose plan holds it, or * for every one; may be given more than once.'),
    'end-crebo': several('A crebo whose plan no longer does.'),
    cohort: Flags.string({summary: 'Only for this cohort, such as 2025-2026.'}),
    'external-code': Flags.string({summary: 'What another system calls it in this plan.'}),
  },
  async run({args, flags, wire}) {
    return setExamPlan(await wire.context(), {
      exam: args.exam,
      add: flags.crebo,
      end: flags['end-crebo'],
      cohort: flags.cohort ?? null,
      externalCode: flags['external-code'] ?? null,
    })
  },
  show({exam, plans, reach}, out) {
    out.title(exam)
    out.table(
      ['Crebo', 'Cohort', 'External code'],
      plans.map(({crebo, cohort, externalCode}) => [crebo, cohort, externalCode]),
      'In no exam plan.',
    )
    out.hint(`It concerns ${reach.programmes} programmes with ${reach.students} students.`)
  },
})
