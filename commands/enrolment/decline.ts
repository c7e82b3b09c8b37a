import {declineOffer} from '../../src/enrolment/waiting/answer-offer.ts'
import {command} from '../lib/command.ts'
import {codeArg, keyFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Decline the seat that is held for somebody who waited.',
  description: 'His place on the list ends with it, and the seat goes to the next.',
  examples: ['AB2C3D 1130-B104-0900', 'AB2C3D 1130-B104-0900 --json'],
  args: {registration: codeArg('registration'), session: sessionArg()},
  flags: {key: keyFlag()},
  run: async ({args, flags, wire}) =>
    declineOffer(await wire.context(), {...args, ...(flags.key === undefined ? {} : {key: flags.key})}),
  show({registration, session}, out) {
    out.line(`Registration ${registration} lets the seat in session ${session} go.`)
  },
})
