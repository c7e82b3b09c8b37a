import {Flags} from '@oclif/core'
import {changeExam} from '../../src/institution/exams/change-exam.ts'
import {command} from '../lib/command.ts'
import {examArg, ruleFlags, rulesOf} from '../lib/flags.ts'

export default command({
  summary: "Change an exam's name, pass mark, aids or rules; what is left out stays.",
  examples: ['NE-3F-CE --attempts 3', 'VZ-PVB1 --resit rule --improvement once'],
  args: {exam: examArg()},
  flags: {
    name: Flags.string({summary: 'Its name.'}),
    'pass-mark': Flags.string({summary: 'Lowest result that passes; "none" takes it away.'}),
    aid: Flags.string({summary: 'An aid that everybody may use; those given replace the old ones.', multiple: true}),
    ...ruleFlags(),
  },
  async run({args, flags, wire}) {
    const mark = flags['pass-mark']
    const {exam, changes, reach} = await changeExam(await wire.context(), args.exam, {
      name: flags.name,
      passMark: mark === 'none' ? null : mark,
      aids: flags.aid,
      rules: rulesOf(flags),
    })
    return {exam: exam.code, changes, reach}
  },
  show({exam, changes, reach}, out) {
    out.title(exam)
    out.table(
      ['Changed', 'Before', 'After'],
      changes.map(({part, before, after}) => [part, before, after]),
      'Nothing changed: it was so already.',
    )
    out.hint(`It concerns ${reach.programmes} programmes with ${reach.students} students.`)
  },
})
