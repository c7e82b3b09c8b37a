import {Flags} from '@oclif/core'
import {rosterFile} from '../../src/planning/orals/roster-file.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Write the roster of an oral session as a CSV file.',
  examples: ['1201-T001-0845 -o rooster.csv', '1201-T001-0845 -o rooster.csv --json'],
  args: {session: sessionArg()},
  flags: {output: Flags.string({summary: 'The file to write.', char: 'o', required: true})},
  async run({args, flags, wire}) {
    const {session, titles, rows} = await rosterFile(await wire.context(), args.session)
    const {csv} = await wire.tables()
    await wire.files.write(flags.output, csv(titles, rows), {overwrite: true})
    return {session, slots: rows.length, file: flags.output}
  },
  show({session, slots, file}, out) {
    out.line(`Wrote ${slots} slots of ${session} to ${file}.`)
  },
})
