import {Flags} from '@oclif/core'
import {addStaff} from '../../src/institution/people/add-staff.ts'
import {command} from '../lib/command.ts'
import {staffArg} from '../lib/flags.ts'

export default command({
  summary: 'Add an employee, or an assessor from outside.',
  examples: [
    'VRIS --given-name Sanne --prefix de --family-name Vries --email s.devries@example.org',
    'EXT12 --given-name Karel --family-name Blom --email k.blom@bedrijf.example --external',
  ],
  args: {person: staffArg()},
  flags: {
    'given-name': Flags.string({summary: 'Given name.', required: true}),
    prefix: Flags.string({summary: 'Prefix, such as "van der".', default: ''}),
    'family-name': Flags.string({summary: 'Family name.', required: true}),
    email: Flags.string({summary: 'E-mail address.', required: true}),
    external: Flags.boolean({summary: 'Not employed by the school.'}),
  },
  async run({args, flags, wire}) {
    const person = await addStaff(await wire.context(), {
      staffCode: args.person,
      givenName: flags['given-name'],
      prefix: flags.prefix,
      familyName: flags['family-name'],
      email: flags.email,
      external: flags.external,
    })
    return {staff: args.person, id: person.id}
  },
  show({staff}, out) {
    out.line(`Added ${staff}.`)
    out.hint(`Next: ontrac user grant ${staff} ROLE`)
  },
})
