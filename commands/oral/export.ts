import {Flags} from '@oclif/core'
import {showOrals} from '../../src/planning/show-orals.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'
import {ROSTER_TITLES, rosterRows} from '../lib/oral-view.ts'

export default command({
  summary: 'Write the roster of an oral session as a CSV file.',
  examples: ['1201-T001-0845 -o rooster.csv', '1201-T001-0845 -o rooster.csv --json'],
  args: {session: sessionArg()},
  flags: {output: Flags.string({summary: 'The file to write.', char: 'o', required: true})},
  async run({args, flags, wire}) {
    const roster = await showOrals(await wire.context(), args.session)
    const {csv} = await wire.tables()
    await wire.files.write(flags.output, csv(ROSTER_TITLES, rosterRows(roster)), {overwrite: true})
    return {session: roster.session, slots: roster.slots.length, file: flags.output}
  },
  show({session, slots, file}, out) {
    out.line(`Wrote ${slots} slots of ${session} to ${file}.`)
  },
})
