import {calendarLink} from '../../src/sign-in/calendar-link.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'Show the secret address of your own calendar, if you have one.',
  examples: ['', '--json'],
  async run({wire}) {
    const {secrets} = await wire.signIn()
    return calendarLink(await wire.context(), secrets)
  },
  show({path}, out) {
    out.line(path ?? 'You have none; make one with: ontrac calendar link')
  },
})
