import {Args, Flags} from '@oclif/core'
import {ExamError} from '../../src/errors.ts'
import {configureInstitution} from '../../src/institution/configure-institution.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: "Change the school's name, language or settings of its policy.",
  description:
    'What each setting means stands in docs/policy.md; what it is now is shown by "ontrac institution show".',
  examples: ['cancelUntilDays=3', 'reminderDays=7,2,1', '--name "ROC Lindewaard"'],
  args: {settings: Args.string({multiple: true, description: 'SETTING=VALUE, one or more.'})},
  flags: {
    name: Flags.string({summary: 'Name of the school.'}),
    language: Flags.option({options: ['nl', 'en'] as const, summary: 'Language of letters and lists.'})(),
  },
  async run({args, flags: {name, language}, wire}) {
    const settings = Object.fromEntries((args.settings ?? []).map(setting))
    return {changes: await configureInstitution(await wire.context(), {name, language, settings})}
  },
  show({changes}, out) {
    out.table(
      ['Setting', 'Before', 'After'],
      changes.map(({setting: name, before, after}) => [name, before, after]),
    )
  },
})

function setting(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  const message = `"${text}" is not SETTING=VALUE, such as cancelUntilDays=3.`
  throw new ExamError('invalid', 'policy.not-a-setting', message, {text})
}
