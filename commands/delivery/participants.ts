import {sessionListCommand} from '../lib/session-list-command.ts'

export default sessionListCommand('participants', {
  summary: 'Show or write the list of participants of a session.',
  examples: ['1130-B104-0900', '1130-B104-0900 -o deelnemers.csv'],
})
