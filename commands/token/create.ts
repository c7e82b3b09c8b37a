import {Args, Flags} from '@oclif/core'
import {createToken} from '../../src/sign-in/api-tokens.ts'
import {command} from '../lib/command.ts'

const DAYS = 90

export default command({
  summary: 'Make a token for a program that acts in the name of a person.',
  description:
    'It is shown this once. It may do what its person may do and its scopes name: a deed or view, or "read" for every view.',
  examples: ['VRIS "Timetable sync" --scope read', 'VRIS Portal --scope read --scope enrolment.add --days 30 --json'],
  args: {
    person: Args.string({required: true, description: 'Staff code or student number.'}),
    title: Args.string({required: true, description: 'What it is for.'}),
  },
  flags: {
    scope: Flags.string({summary: 'What it may do; may be given more than once.', multiple: true, required: true}),
    days: Flags.integer({summary: 'Days for which it works.', default: DAYS}),
  },
  async run({args, flags, wire}) {
    const {secrets} = await wire.signIn()
    return createToken(await wire.context(), secrets, {...args, scopes: flags.scope, days: flags.days})
  },
  show({code, person, expiresAt, token}, out) {
    out.line(`Token ${code} acts for ${person} until ${expiresAt}. Keep it now; it is not shown again:`)
    out.line(token)
    out.hint(`Take it back with: ontrac token revoke ${code}`)
  },
})
