import {Flags} from '@oclif/core'
import {changeParty} from '../../../src/exchange/change-party.ts'
import {command} from '../../lib/command.ts'
import {codeArg} from '../../lib/flags.ts'
import {settingsOf, showParty} from '../../lib/party-view.ts'

export default command({
  summary: 'Change the name or some settings of a party.',
  examples: [
    'REMINDO --set url=https://toets.example.org/ooapi/v5',
    'REMINDO --secret-file secret.txt',
    'REMINDO --set "platforms=[remindo,toa]" --set facetServer=null',
  ],
  args: {party: codeArg('party')},
  flags: {
    name: Flags.string({summary: 'What people call it.'}),
    'secret-file': Flags.string({summary: 'A file that holds a new secret.'}),
    secret: Flags.string({summary: 'Which secret setting that is.', default: 'clientSecret'}),
    set: Flags.string({
      multiple: true,
      default: [],
      summary: 'A setting, as name=value; null takes it away. May be given more than once.',
    }),
  },
  async run({args, flags, wire}) {
    const file = flags['secret-file']
    const secret =
      file === undefined ? {} : {[flags.secret]: new TextDecoder().decode(await wire.files.read(file)).trim()}
    return changeParty(await wire.context(), await wire.exchange(), {
      code: args.party,
      name: flags.name,
      settings: {...settingsOf(flags.set), ...secret},
    })
  },
  show: showParty,
})
