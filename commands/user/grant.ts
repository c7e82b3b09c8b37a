import {Args, Flags} from '@oclif/core'
import {ROLES} from '../../src/deeds.ts'
import {grantRole} from '../../src/institution/roles/grant-role.ts'
import {command} from '../lib/command.ts'
import {staffArg} from '../lib/flags.ts'

const GIVEN = ROLES.filter((role) => role !== 'student' && role !== 'system')

export default command({
  summary: 'Give a person a role.',
  examples: [
    'VRIS office',
    'JANA planner --location NOORD --to 2027-07-31',
    'INSP inspector --period 2026-P2 --to 2027-01-31',
  ],
  args: {person: staffArg(), role: Args.string({required: true, description: 'The role.', options: GIVEN})},
  flags: {
    location: Flags.string({
      summary: 'Only for this location; may be given more than once.',
      multiple: true,
      default: [],
    }),
    exam: Flags.string({summary: 'Only for this exam; may be given more than once.', multiple: true, default: []}),
    period: Flags.string({
      summary: 'What an inspector may read: the dossiers of this period; may be given more than once.',
      multiple: true,
      default: [],
    }),
    from: Flags.string({summary: 'First day.'}),
    to: Flags.string({summary: 'Last day.'}),
  },
  async run({args, flags, wire}) {
    return grantRole(await wire.context(), {
      person: args.person,
      role: args.role as (typeof GIVEN)[number],
      locations: flags.location,
      exams: flags.exam,
      periods: flags.period,
      from: flags.from ?? null,
      to: flags.to ?? null,
    })
  },
  show: ({person, role}, out) => out.line(`${person} now holds the role ${role}.`),
})
