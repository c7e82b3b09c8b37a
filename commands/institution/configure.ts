import {Args} from '@oclif/core'
import {configureInstitution} from '../../src/institution/configure-institution.ts'
import {ExamError} from '../../src/errors.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: "Change settings of the school's policy.",
  description:
    'What each setting means stands in docs/policy.md; what it is now is shown by "ontrac institution show".',
  examples: ['cancelUntilDays=3', 'reminderDays=7,2,1'],
  args: {settings: Args.string({required: true, multiple: true, description: 'SETTING=VALUE, one or more.'})},
  async run({args, wire}) {
    return {changes: await configureInstitution(await wire.context(), Object.fromEntries(args.settings.map(setting)))}
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
  if (at < 1)
    throw new ExamError(
      'invalid',
      'policy.not-a-setting',
      `"${text}" is not SETTING=VALUE, such as cancelUntilDays=3.`,
      {text},
    )
  return [text.slice(0, at), text.slice(at + 1)]
}
