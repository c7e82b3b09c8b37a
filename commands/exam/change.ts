import {Flags} from '@oclif/core'
import {changeExam} from '../../src/institution/add-exam.ts'
import {command} from '../lib/command.ts'
import {examArg, ruleFlags, rulesOf} from '../lib/flags.ts'

export default command({
  summary: "Change an exam's name, pass mark or rules; what is left out stays.",
  examples: ['NE-3F-CE --attempts 3', 'VZ-PVB1 --resit rule --improvement once'],
  args: {exam: examArg()},
  flags: {
    name: Flags.string({summary: 'Its name.'}),
    'pass-mark': Flags.string({summary: 'Lowest result that passes.'}),
    ...ruleFlags(),
  },
  async run({args, flags, wire}) {
    const exam = await changeExam(await wire.context(), args.exam, {
      name: flags.name,
      passMark: flags['pass-mark'],
      rules: rulesOf(flags),
    })
    return {exam: exam.code, name: exam.name, rules: exam.rules}
  },
  show: ({exam}, out) => out.line(`Changed exam ${exam}.`),
})
