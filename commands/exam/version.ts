import {Args, Flags} from '@oclif/core'
import {addExamVersion} from '../../src/institution/exams/add-exam-version.ts'
import {command} from '../lib/command.ts'
import {examArg} from '../lib/flags.ts'

export default command({
  summary: 'Add a version of an exam, used by what is planned from now on.',
  examples: ['VZ-PVB1 B --minutes 240 --platform paper', 'RE-3 2026 --minutes 90 --platform remindo --variant oefen'],
  args: {exam: examArg(), version: Args.string({required: true, description: 'Code of the version.'})},
  flags: {
    minutes: Flags.integer({summary: 'Duration.', required: true}),
    platform: Flags.option({
      options: ['facet', 'remindo', 'toa', 'paper', 'none'] as const,
      required: true,
      summary: 'Where it is taken.',
    })(),
    variant: Flags.string({summary: 'Variant.', default: ''}),
    'built-in-extra-time': Flags.boolean({summary: 'The duration already holds extra time.'}),
  },
  async run({args, flags, wire}) {
    const version = await addExamVersion(await wire.context(), {
      exam: args.exam,
      code: args.version,
      minutes: flags.minutes,
      platform: flags.platform,
      variant: flags.variant,
      extraTime: !flags['built-in-extra-time'],
    })
    return {exam: args.exam, version: version.code, minutes: version.minutes, platform: version.platform}
  },
  show: ({exam, version}, out) => out.line(`${exam} has version ${version}.`),
})
