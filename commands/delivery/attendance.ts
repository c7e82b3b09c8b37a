import {sessionListCommand} from '../lib/session-list-command.ts'

export default sessionListCommand('attendance', {
  summary: 'Show or write the attendance list of a session, to be signed or filled in.',
  examples: ['1130-B104-0900', '1130-B104-0900 -o presentielijst.csv'],
})
