import {sessionListCommand} from '../lib/session-list-command.ts'

export default sessionListCommand('aids', {
  summary: 'Show or write who has extra time or aids in a session.',
  examples: ['1130-B104-0900', '1130-B104-0900 -o voorzieningen.csv'],
})
