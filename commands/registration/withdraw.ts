import {withdrawRegistration} from '../../src/enrolment/withdraw-registration.ts'
import {command} from '../lib/command.ts'
import {codeArg, reasonFlag} from '../lib/flags.ts'

export default command({
  summary: 'Withdraw a registration, with its enrolment and places on waiting lists.',
  description: 'A student withdraws his own without a reason; everybody else gives one, which the student can read.',
  examples: ['AB2C3D --reason "left the programme"', 'AB2C3D --json'],
  args: {registration: codeArg('registration')},
  flags: {reason: reasonFlag()},
  run: async ({args, flags, wire}) => withdrawRegistration(await wire.context(), {...args, reason: flags.reason ?? ''}),
  show({registration, student, enrolment, waitingPlaces}, out) {
    out.line(`Withdrew registration ${registration} of student ${student}.`)
    if (enrolment) out.line(`His seat in session ${enrolment.session} is free.`)
    if (waitingPlaces > 0) out.line(`He is off ${waitingPlaces} waiting lists.`)
  },
})
