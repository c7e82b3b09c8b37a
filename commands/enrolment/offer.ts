import {offerFreeSeats} from '../../src/enrolment/waiting/offer-free-seats.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Offer the free seats of a session to those who wait, at once.',
  description: 'The tick does it by itself; this is for who does not want to wait for it.',
  examples: ['1130-B104-0900', '1130-B104-0900 --json'],
  args: {session: sessionArg()},
  run: async ({args, wire}) => ({offers: await offerFreeSeats(await wire.context(), args.session)}),
  show({offers}, out) {
    out.table(
      ['Student', 'Waits since', 'Held until'],
      offers.map(({student, waitedSince, expiresAt}) => [student, waitedSince, expiresAt]),
      'There is no free seat for anybody who waits.',
    )
  },
})
