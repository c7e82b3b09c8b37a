import {Flags} from '@oclif/core'
import {listOffers} from '../../src/enrolment/waiting/list-offers.ts'
import {command} from '../lib/command.ts'
import {examFlag, limitFlag} from '../lib/flags.ts'

export default command({
  summary: 'List the seats that are held for people who waited.',
  examples: ['', '--session 1130-B104-0900 --waiting', '--student 100042 --json'],
  flags: {
    student: Flags.string({summary: 'Only this student.'}),
    exam: examFlag(),
    session: Flags.string({summary: 'Only this session.'}),
    waiting: Flags.boolean({summary: 'Also those who wait and have no offer yet.'}),
    limit: limitFlag(),
  },
  run: async ({flags, wire}) => ({offers: await listOffers(await wire.context(), flags)}),
  show({offers}, out) {
    out.table(
      ['Registration', 'Student', 'Name', 'Exam', 'Session', 'On', 'From', 'Waits since', 'Held until'],
      offers.map((line) => [
        line.registration,
        line.student,
        line.name,
        line.exam,
        line.session,
        line.on,
        line.from,
        line.joinedAt,
        line.expiresAt,
      ]),
      'No seat is held for anybody.',
    )
    if (offers.some(({offer}) => offer !== null)) out.hint('Accept with: ontrac enrolment accept REGISTRATION SESSION')
  },
})
