import {showInstitution} from '../../src/institution/show-institution.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Show the school and its policy.',
  examples: ['', '--json'],
  async run({wire}) {
    const {name, language, zone, rehearsal, policy} = await showInstitution(await wire.context())
    return {name, language, zone, rehearsal, policy}
  },
  show({name, language, zone, rehearsal, policy}, out) {
    out.title(rehearsal ? `${name} (rehearsal)` : name)
    out.pairs([
      ['language', language],
      ['zone', zone],
      ...Object.entries(policy).map(([setting, value]) => [setting, String(value)] as const),
    ])
    out.hint('Change a setting with: ontrac institution configure cancelUntilDays=3')
  },
})
