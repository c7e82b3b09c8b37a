import {Flags} from '@oclif/core'
import {addParty} from '../../src/exchange/add-party.ts'
import {connectorNamed} from '../../src/exchange/party.ts'
import {command} from '../lib/command.ts'
import {askSettings} from '../lib/connector-questions.ts'
import {codeArg} from '../lib/flags.ts'
import {settingNamed, settingsOf, showParty} from '../lib/party-view.ts'

export default command({
  summary: 'Connect another system, asking for what its connector needs.',
  description:
    'On a terminal it asks which kind of system it is and for every setting that kind needs; in a script every answer is a flag. Secrets are kept encrypted and not shown while they are typed. The party is then one of those of "ontrac oke party list".',
  examples: [
    'EDUARTE',
    'REMINDO --connector oke --name Remindo --set url=https://toets.example.org/ooapi --set tokenUrl=https://toets.example.org/token --set clientId=ontrac --set functions=[delivery] --secret-file clientSecret=secret.txt',
  ],
  args: {party: codeArg('party')},
  flags: {
    connector: Flags.string({summary: 'The kind of system it is; see "ontrac connector list".'}),
    name: Flags.string({summary: 'What people call it; default the title of its connector.'}),
    set: Flags.string({
      multiple: true,
      default: [],
      summary: 'A setting of its connector, as name=value; may be given more than once.',
    }),
    'secret-file': Flags.string({
      multiple: true,
      default: [],
      summary: 'A secret setting and the file that holds it, as name=FILE; may be given more than once.',
    }),
  },
  async run({args, flags, wire, out}) {
    const ports = await wire.exchange()
    const named =
      flags.connector ?? (await out.choose('Which kind of system', 'connector', [...ports.connectors.keys()]))
    const connector = connectorNamed(ports.connectors, named)
    const secrets: Record<string, string> = {}
    for (const [name, file] of flags['secret-file'].map(settingNamed))
      secrets[name] = new TextDecoder().decode(await wire.files.read(file)).trim()
    const settings = await askSettings(connector, {...settingsOf(flags.set), ...secrets}, out)
    const name = flags.name ?? (await out.offer('What people call it'))
    return addParty(await wire.context(), ports, {code: args.party, name, connector: named, settings})
  },
  show(party, out) {
    showParty(party, out)
    out.hint(`Next: ontrac oke party test ${party.code}`)
  },
})
