import {showExam} from '../../src/institution/exams/show-exam.ts'
import {command} from '../lib/command.ts'
import {examArg} from '../lib/flags.ts'

export default command({
  summary: 'Show an exam: rules, versions, windows and exam plans.',
  examples: ['NE-3F-CE', 'NE-3F-CE --json'],
  args: {exam: examArg()},
  run: async ({args, wire}) => showExam(await wire.context(), args.exam),
  show(exam, out) {
    out.title(`${exam.exam}  ${exam.name}`)
    out.pairs([
      ['subject', exam.subject],
      ['level', exam.level || null],
      ['kind', exam.kind],
      ['form', exam.form],
      ['scale', exam.scale],
      ['pass mark', exam.passMark],
      ...Object.entries(exam.rules).map(
        ([rule, value]) => [rule, Array.isArray(value) ? value.join(' ') : value === '' ? null : value] as const,
      ),
      ['aids', exam.aids.join(' ') || null],
      ['exam plans', exam.plans.map(({crebo, cohort}) => (cohort ? `${crebo} ${cohort}` : crebo)).join(' ')],
    ])
    out.table(
      ['Version', 'Minutes', 'Platform', 'Variant', 'Extra time', 'In use'],
      exam.versions.map((each) => [each.code, each.minutes, each.platform, each.variant, each.extraTime, each.inUse]),
    )
    if (exam.parts.length > 0)
      out.table(
        ['Part', 'Name', 'Weight'],
        exam.parts.map(({code, name, weight}) => [code, name, weight]),
      )
    if (exam.windows.length > 0)
      out.table(
        ['Period', 'From', 'To'],
        exam.windows.map(({period, from, to}) => [period, from, to]),
      )
  },
})
