import {Flags} from '@oclif/core'
import {blockTime} from '../../src/institution/places/block-time.ts'
import {command} from '../lib/command.ts'
import {blockedArg, blockedKindFlag} from '../lib/flags.ts'

export default command({
  summary: 'Say that a room, location, group or person is not available for a time.',
  examples: [
    'B104 --on 2026-12-01 --from 09:00 --minutes 240 --title "Onderhoud"',
    'NOORD --kind location --on 2026-12-04 --from 08:00 --minutes 600 --title "Open dag"',
    '0412345 --kind person --on 2026-12-02 --from 13:00 --minutes 120 --title "Tandarts"',
  ],
  args: {code: blockedArg()},
  flags: {
    kind: blockedKindFlag(),
    on: Flags.string({summary: 'Day.', required: true}),
    from: Flags.string({summary: 'Time.', required: true}),
    minutes: Flags.integer({summary: 'How long.', required: true}),
    title: Flags.string({summary: 'Why, in a few words.', required: true}),
  },
  async run({args, flags: {kind, on, from, minutes, title}, wire}) {
    const input = {kind, code: args.code, on, from, minutes, title}
    const {startsAt, endsAt} = await blockTime(await wire.context(), input)
    return {code: args.code, kind, on, from, minutes, startsAt, endsAt}
  },
  show: ({code, on, from, minutes}, out) =>
    out.line(`${code} is not available on ${on} from ${from} for ${minutes} minutes.`),
})
