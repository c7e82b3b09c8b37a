import {Flags} from '@oclif/core'
import {addExam} from '../../src/institution/exams/add-exam.ts'
import {RESULT_SCALES} from '../../src/institution/exams/exam.ts'
import {command} from '../lib/command.ts'
import {examArg, ruleFlags, rulesOf} from '../lib/flags.ts'

export default command({
  summary: 'Add an exam with its first version.',
  examples: [
    'NE-3F-CE --name "Nederlands 3F lezen en luisteren" --subject Nederlands --level 3F --kind central --form digital --minutes 120 --platform facet --scale 0.0-10.0 --pass-mark 5.5 --late-minutes 30',
    'VZ-PVB1 --name "Proeve 1" --subject Zorg --kind school --form practical --minutes 240 --scale insufficient-satisfactory-good --crebo 25655 --consent',
  ],
  args: {exam: examArg()},
  flags: {
    name: Flags.string({summary: 'Its name.', required: true}),
    subject: Flags.string({summary: 'Subject.', required: true}),
    level: Flags.string({summary: 'Level, such as 3F or B1.', default: ''}),
    kind: Flags.option({
      options: ['central', 'school'] as const,
      required: true,
      summary: 'Set by CvTE, or by or for the school.',
    })(),
    form: Flags.option({
      options: ['digital', 'written', 'oral', 'practical', 'listening'] as const,
      required: true,
      summary: 'Form.',
    })(),
    minutes: Flags.integer({summary: 'Duration.', required: true}),
    platform: Flags.option({
      options: ['facet', 'remindo', 'toa', 'paper', 'none'] as const,
      default: 'none' as const,
      summary: 'Where it is taken.',
    })(),
    scale: Flags.option({options: RESULT_SCALES, required: true, summary: 'Result scale.'})(),
    'pass-mark': Flags.string({summary: 'Lowest result that passes.'}),
    aid: Flags.string({
      summary: 'An aid that everybody may use; may be given more than once.',
      multiple: true,
      default: [],
    }),
    crebo: Flags.string({summary: 'A crebo whose exam plan holds it; default all.', multiple: true, default: []}),
    ...ruleFlags(),
  },
  async run({args, flags, wire}) {
    const exam = await addExam(await wire.context(), {
      code: args.exam,
      name: flags.name,
      subject: flags.subject,
      level: flags.level,
      kind: flags.kind,
      form: flags.form,
      minutes: flags.minutes,
      platform: flags.platform,
      resultScale: flags.scale,
      passMark: flags['pass-mark'] ?? null,
      aids: flags.aid,
      crebos: flags.crebo,
      rules: rulesOf(flags),
    })
    return {exam: exam.code, name: exam.name, rules: exam.rules}
  },
  show: ({exam}, out) => out.line(`Added exam ${exam}.`),
})
