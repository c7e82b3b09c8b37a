import {Flags} from '@oclif/core'
import {addProgramme} from '../../src/institution/programmes/add-programme.ts'
import {command} from '../lib/command.ts'
import {programmeArg} from '../lib/flags.ts'

export default command({
  summary: 'Add a programme.',
  examples: [
    '25655-BOL-2526 --crebo 25655 --name "Verzorgende IG" --level 3 --route bol --cohort 2025-2026',
    '25655-BBL-2526 --crebo 25655 --name "Verzorgende IG" --level 3 --route bbl --cohort 2025-2026 --board EC',
  ],
  args: {programme: programmeArg()},
  flags: {
    crebo: Flags.string({summary: 'Five digits.', required: true}),
    name: Flags.string({summary: 'Its name.', required: true}),
    level: Flags.integer({summary: 'Level 1 to 4.', required: true}),
    route: Flags.option({options: ['bol', 'bbl'] as const, required: true, summary: 'Learning route.'})(),
    cohort: Flags.string({summary: 'School year of the start, such as 2025-2026.', required: true}),
    location: Flags.string({summary: 'Location code.'}),
    board: Flags.string({summary: 'Exam board code.'}),
  },
  async run({args, flags, wire}) {
    const {code, crebo, name} = await addProgramme(await wire.context(), {
      code: args.programme,
      crebo: flags.crebo,
      name: flags.name,
      level: flags.level,
      route: flags.route,
      cohort: flags.cohort,
      location: flags.location,
      board: flags.board,
    })
    return {programme: code, crebo, name}
  },
  show: ({programme}, out) => out.line(`Added programme ${programme}.`),
})
