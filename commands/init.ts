import {Flags} from '@oclif/core'
import {ROLES} from '../src/deeds.ts'
import {ExamError} from '../src/errors.ts'
import {CreateInstitution, createInstitution} from '../src/institution/create-institution.ts'
import {parsed} from '../src/parsed.ts'
import {command} from './lib/command.ts'
import {askMissing} from './lib/terminal.ts'

const ALL_ROLES = ROLES.filter((role) => role !== 'student' && role !== 'system')

export default command({
  summary: 'Make a store for your school and yourself as its first person.',
  description:
    'Asks what it needs on a terminal; in a script every answer is a flag. You are known by your user name on this machine; other people are added with "ontrac staff add", "ontrac user grant" and "ontrac user map".',
  examples: [
    '',
    '--name "ROC Voorbeeld" --given-name Sanne --prefix de --family-name Vries --email s.devries@example.org --staff-code VRIS',
    '--name "Vakschool" --given-name Jo --family-name Smit --email jo@example.org --staff-code SMIT --roles all',
  ],
  flags: {
    name: Flags.string({summary: 'Name of the school.'}),
    language: Flags.option({
      options: ['nl', 'en'] as const,
      default: 'nl' as const,
      summary: 'Language of letters and lists.',
    })(),
    zone: Flags.string({summary: 'Time zone in which exams are planned.', default: 'Europe/Amsterdam'}),
    'given-name': Flags.string({summary: 'Your given name.'}),
    prefix: Flags.string({summary: 'Prefix of your family name, such as "van der".', default: ''}),
    'family-name': Flags.string({summary: 'Your family name.'}),
    email: Flags.string({summary: 'Your e-mail address.'}),
    'staff-code': Flags.string({summary: 'Your staff code.'}),
    roles: Flags.string({
      summary: 'Your roles, with commas between; "all" for a school of one person.',
      default: 'admin,office,functionary',
    }),
    board: Flags.string({summary: 'Code of the exam board to make.', default: 'EC'}),
    rehearsal: Flags.boolean({summary: 'A store to rehearse in: any time may be played, mail stays in a folder.'}),
  },
  async run({flags, out, wire}) {
    if (flags['as-of'] !== undefined && !flags.rehearsal)
      throw new ExamError(
        'invalid',
        'init.not-a-rehearsal',
        'A store that starts at another time is one to rehearse in: add --rehearsal.',
      )
    const answers = await askMissing(out, {
      name: [flags.name, 'Name of the school'],
      'given-name': [flags['given-name'], 'Your given name'],
      'family-name': [flags['family-name'], 'Your family name'],
      email: [flags.email, 'Your e-mail address'],
      'staff-code': [flags['staff-code'], 'Your staff code'],
    })
    // Answers are judged before anything is made.
    const wanted = parsed(CreateInstitution, {
      name: answers.name,
      language: flags.language,
      zone: flags.zone,
      rehearsal: flags.rehearsal,
      person: {
        staffCode: answers['staff-code'],
        givenName: answers['given-name'],
        prefix: flags.prefix,
        familyName: answers['family-name'],
        email: answers.email,
      },
      roles: rolesNamed(flags.roles),
      signIn: wire.osUser,
      board: flags.board,
    })
    await wire.createStore()
    await wire.createKey()
    const made = await createInstitution(await wire.systemContext(['admin']), wanted)
    return {
      store: wire.storeUrl,
      institution: made.institution.name,
      person: made.person.staffCode,
      roles: made.roles,
      board: made.board,
      mandate: made.mandate,
    }
  },
  show(made, out) {
    out.line(`${made.institution} is ready in ${made.store}.`)
    out.line(`You are ${made.person}, with the roles ${made.roles.join(', ')}.`)
    out.hint('Next: ontrac import rooms FILE, or look at a whole season with: ontrac demo')
  },
})

function rolesNamed(text: string): (typeof ALL_ROLES)[number][] {
  if (text === 'all') return ALL_ROLES
  return text.split(',').map((name) => {
    const role = ALL_ROLES.find((known) => known === name.trim())
    if (role) return role
    const message = `There is no role "${name.trim()}"; choose from ${ALL_ROLES.join(', ')}.`
    throw new ExamError('invalid', 'role.unknown', message, {role: name.trim()})
  })
}
