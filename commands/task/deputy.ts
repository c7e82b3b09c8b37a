import {Args, Flags} from '@oclif/core'
import {nameDeputy} from '../../src/institution/roles/name-deputy.ts'
import {command} from '../lib/command.ts'
import {staffArg} from '../lib/flags.ts'

export default command({
  summary: "Name who sees and is mailed somebody's tasks while he is away.",
  description: 'It gives no rights: what the deputy may do follows from his own roles and mandates.',
  examples: ['VRIS JANA --from 2026-12-01 --to 2026-12-11', 'VRIS JANA --from 2026-12-24 --to 2026-12-24 --json'],
  args: {person: staffArg(), deputy: Args.string({required: true, description: 'Staff code of who stands in.'})},
  flags: {
    from: Flags.string({summary: 'First day.', required: true}),
    to: Flags.string({summary: 'Last day, that day included.', required: true}),
  },
  run: async ({args, flags, wire}) => nameDeputy(await wire.context(), {...args, from: flags.from, to: flags.to}),
  show({person, deputy, from, to}, out) {
    out.line(`${deputy} stands in for ${person} from ${from} to ${to}.`)
    out.hint(`Back sooner? Then: ontrac task end-deputy ${person}`)
  },
})
