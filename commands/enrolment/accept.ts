import {acceptOffer} from '../../src/enrolment/waiting/answer-offer.ts'
import {command} from '../lib/command.ts'
import {placeOf} from '../lib/enrolment-words.ts'
import {codeArg, keyFlag, sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Accept the seat that is held for somebody who waited.',
  examples: ['AB2C3D 1130-B104-0900', 'AB2C3D 1130-B104-0900 --json'],
  args: {registration: codeArg('registration'), session: sessionArg()},
  flags: {key: keyFlag()},
  run: async ({args, flags, wire}) =>
    acceptOffer(await wire.context(), {...args, ...(flags.key === undefined ? {} : {key: flags.key})}),
  show(enrolled, out) {
    out.line(
      `Enrolled student ${enrolled.student} for ${enrolled.exam} in session ${enrolled.session}: ${placeOf(enrolled)}.`,
    )
  },
})
