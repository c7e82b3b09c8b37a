import {leaveWaitingList} from '../../src/enrolment/waiting/leave-waiting-list.ts'
import {command} from '../lib/command.ts'
import {examArg, sessionArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Take a student off the waiting list of a session.',
  examples: ['100042 NE-3F-CE 1130-B104-0900', '100042 NE-3F-CE 1130-B104-0900 --json'],
  args: {student: studentArg(), exam: examArg(), session: sessionArg()},
  run: async ({args, wire}) => leaveWaitingList(await wire.context(), args),
  show({registration, session, offered}, out) {
    out.line(`Registration ${registration} is off the waiting list of session ${session}.`)
    if (offered) out.line('The seat that was held for it goes to the next.')
  },
})
