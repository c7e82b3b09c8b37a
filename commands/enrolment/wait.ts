import {joinWaitingList} from '../../src/enrolment/waiting/join-waiting-list.ts'
import {command} from '../lib/command.ts'
import {examArg, reasonFlag, sessionArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Put a student on the waiting list of a session.',
  description: 'Whoever fits and waits longest gets the next seat, as an offer that expires.',
  examples: ['100042 NE-3F-CE 1130-B104-0900', '100042 NE-3F-CE 1130-B104-0900 --json'],
  args: {student: studentArg(), exam: examArg(), session: sessionArg()},
  flags: {reason: reasonFlag()},
  run: async ({args, flags, wire}) => joinWaitingList(await wire.context(), {...args, reason: flags.reason ?? ''}),
  show({student, exam, session, ahead, registration}, out) {
    out.line(`Student ${student} waits for ${exam} in session ${session}, with ${ahead} before him.`)
    out.hint(
      `A seat that comes free is offered by mail. Accept with: ontrac enrolment accept ${registration} ${session}`,
    )
  },
})
