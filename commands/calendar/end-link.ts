import {endCalendarLink} from '../../src/sign-in/calendar-link.ts'
import {command} from '../lib/command.ts'

export default command({
  summary: 'End the address of your own calendar; who subscribed sees nothing new any more.',
  examples: ['', '--json'],
  run: async ({wire}) => endCalendarLink(await wire.context()),
  show({ended}, out) {
    out.line(ended === 0 ? 'There was none.' : 'The address opens nothing any more.')
  },
})
