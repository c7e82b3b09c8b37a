import {makeCalendarLink} from '../../src/sign-in/calendar-link.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Make the secret address of your own calendar, to subscribe to; an earlier one ends.',
  description:
    'It stands below the address of the pages. Whoever has it sees where and when you are, and nothing else.',
  examples: ['', '--json'],
  async run({wire}) {
    const {secrets} = await wire.signIn()
    return makeCalendarLink(await wire.context(), secrets)
  },
  show({path}, out) {
    out.line(path)
    out.hint('End it with: ontrac calendar end-link')
  },
})
