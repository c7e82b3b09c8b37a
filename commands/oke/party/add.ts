import {Flags} from '@oclif/core'
import {addParty} from '../../../src/exchange/add-party.ts'
import type {Json} from '../../../src/json.ts'
import {command} from '../../lib/command.ts'
import {codeArg} from '../../lib/flags.ts'
import {settingsOf, showParty} from '../../lib/party-view.ts'

export default command({
  summary: 'Add a SIS or a delivery platform to exchange with.',
  description:
    'Its settings are those of its connector; see them with: ontrac connector list. Secrets are kept encrypted, with a key that stands beside the signing key.',
  examples: [
    'EDUARTE --url https://sis.example.org/ooapi --token-url https://sis.example.org/token --client-id ontrac --client-secret-file secret.txt --function sis',
    'REMINDO --url https://toets.example.org/ooapi --token-url https://toets.example.org/token --client-id ontrac --client-secret-file secret.txt --function delivery --platform remindo',
    'TIMES --connector timetable --set url=https://rooster.example.org',
  ],
  args: {party: codeArg('party')},
  flags: {
    name: Flags.string({summary: 'What people call it.', default: ''}),
    connector: Flags.string({summary: 'The kind of system it is.', default: 'oke'}),
    url: Flags.string({summary: 'Where its endpoints begin.'}),
    'token-url': Flags.string({summary: 'Where it gives tokens.'}),
    'client-id': Flags.string({summary: 'Our client id there.'}),
    'client-secret-file': Flags.string({
      summary: 'A file that holds our secret there, so that no list of commands does.',
    }),
    function: Flags.option({
      options: ['sis', 'delivery'] as const,
      multiple: true,
      summary: 'What it is to us; may be given more than once.',
    })(),
    platform: Flags.option({
      options: ['facet', 'remindo', 'toa'] as const,
      multiple: true,
      summary: 'Which exams it delivers; may be given more than once.',
    })(),
    provider: Flags.string({multiple: true, summary: 'Name under which its tests are a supplier’s; may be repeated.'}),
    set: Flags.string({
      multiple: true,
      default: [],
      summary: 'Another setting of its connector, as name=value; may be given more than once.',
    }),
  },
  async run({args, flags, wire}) {
    const file = flags['client-secret-file']
    const secret = file === undefined ? undefined : new TextDecoder().decode(await wire.files.read(file)).trim()
    const named: Readonly<Record<string, Json | undefined>> = {
      url: flags.url,
      tokenUrl: flags['token-url'],
      clientId: flags['client-id'],
      clientSecret: secret,
      functions: flags.function,
      platforms: flags.platform,
      providers: flags.provider,
    }
    const given = Object.entries(named).filter((entry): entry is [string, Json] => entry[1] !== undefined)
    return addParty(await wire.context(), await wire.exchange(), {
      code: args.party,
      name: flags.name,
      connector: flags.connector,
      settings: {...Object.fromEntries(given), ...settingsOf(flags.set)},
    })
  },
  show(party, out) {
    showParty(party, out)
    out.hint(`Next: ontrac oke party test ${party.code}`)
  },
})
