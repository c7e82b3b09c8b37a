import {Args, Flags} from '@oclif/core'
import {blockTime} from '../../src/institution/change-room.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Say that a room, location, group or person is not available for a time.',
  examples: [
    'B104 --on 2026-12-01 --from 09:00 --minutes 240 --title "Onderhoud"',
    'NOORD --kind location --on 2026-12-04 --from 08:00 --minutes 600 --title "Open dag"',
    '0412345 --kind person --on 2026-12-02 --from 13:00 --minutes 120 --title "Tandarts"',
  ],
  args: {
    code: Args.string({
      required: true,
      description: 'Code of the room, location or group; staff code or student number.',
    }),
  },
  flags: {
    kind: Flags.option({
      options: ['room', 'location', 'group', 'person'] as const,
      default: 'room' as const,
      summary: 'What the code names.',
    })(),
    on: Flags.string({summary: 'Day.', required: true}),
    from: Flags.string({summary: 'Time.', required: true}),
    minutes: Flags.integer({summary: 'How long.', required: true}),
    title: Flags.string({summary: 'Why, in a few words.', required: true}),
  },
  async run({args, flags, wire}) {
    const block = await blockTime(await wire.context(), {
      kind: flags.kind,
      code: args.code,
      on: flags.on,
      from: flags.from,
      minutes: flags.minutes,
      title: flags.title,
    })
    return {code: args.code, kind: flags.kind, startsAt: block.startsAt, endsAt: block.endsAt}
  },
  show: ({code, startsAt, endsAt}, out) => out.line(`${code} is not available from ${startsAt} to ${endsAt}.`),
})
