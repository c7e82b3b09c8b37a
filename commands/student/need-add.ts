import {Args, Flags} from '@oclif/core'
import {assignNeed} from '../../src/institution/people/assign-need.ts'
import {command} from '../lib/command.ts'
import {studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Assign a personal need: the aid, never its cause.',
  examples: [
    '0412345 ExtraTime25 --basis percent --value 25',
    '0412345 spoken --basis aid --subject Nederlands',
    '0412345 ExtraTime30Min --basis minutes --value 30 --exam NE-3F-CE',
  ],
  args: {student: studentArg(), need: Args.string({required: true, description: 'Code of the need.'})},
  flags: {
    basis: Flags.option({
      options: ['percent', 'minutes', 'unlimited', 'aid'] as const,
      required: true,
      summary: 'What it gives.',
    })(),
    value: Flags.integer({summary: 'How many percent or minutes.', default: 0}),
    subject: Flags.string({summary: 'Only for this subject.', exclusive: ['exam', 'digital']}),
    exam: Flags.string({summary: 'Only for this exam.', exclusive: ['subject', 'digital']}),
    digital: Flags.boolean({summary: 'Only for digital exams.', exclusive: ['subject', 'exam']}),
    from: Flags.string({summary: 'First day.'}),
    to: Flags.string({summary: 'Last day.'}),
  },
  async run({args, flags, wire}) {
    const scope = flags.exam ? 'exam' : flags.subject ? 'subject' : flags.digital ? 'digital' : 'all'
    const need = await assignNeed(await wire.context(), {
      student: args.student,
      code: args.need,
      basis: flags.basis,
      value: flags.value,
      scopeKind: scope,
      scopeValue: flags.exam ?? flags.subject,
      from: flags.from ?? null,
      to: flags.to ?? null,
    })
    return {student: args.student, need: need.code, basis: need.basis, value: need.value, scope}
  },
  show: ({student, need}, out) => out.line(`${student} now has ${need}.`),
})
