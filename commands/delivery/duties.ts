import {myDuties} from '../../src/delivery/lists/my-duties.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'List your own duties that are not over, the soonest first.',
  examples: ['', '--as invigilator --json'],
  run: async ({wire}) => ({duties: await myDuties(await wire.context())}),
  show({duties}, out) {
    out.table(
      ['Day', 'From', 'Until', 'Room', 'Session', 'Duty', 'Students'],
      duties.map(({on, from, until, room, place, code, duty, taken}) => [
        on,
        from,
        until,
        room ?? place,
        code,
        duty,
        taken,
      ]),
    )
  },
})
