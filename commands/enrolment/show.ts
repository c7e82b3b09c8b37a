import {showEnrolment} from '../../src/enrolment/list-enrolments.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'

export default command({
  summary: 'Show an enrolment and what it was before.',
  examples: ['AB2C3D', 'AB2C3D --json'],
  args: {registration: codeArg('registration')},
  run: async ({args, wire}) => showEnrolment(await wire.context(), args.registration),
  show({enrolment, history}, out) {
    const state = enrolment.endReason === null ? 'active' : `ended: ${enrolment.endReason}`
    out.pairs([
      ['Registration', enrolment.registration],
      ['Student', `${enrolment.student} ${enrolment.name}`],
      ['Exam', `${enrolment.exam} ${enrolment.examName}`],
      ['Session', `${enrolment.session} (${enrolment.sessionState})`],
      ['When', `${enrolment.on} ${enrolment.from}`],
      ['Where', [enrolment.room, enrolment.location, enrolment.place].filter(Boolean).join(', ')],
      ['Extra time', `${enrolment.extraMinutes} minutes`],
      ['Aids', enrolment.aids.join(', ')],
      ['State', state],
    ])
    if (history.length === 0) return
    out.line()
    out.table(
      ['Was in', 'On', 'From', 'Since', 'Ended', 'Because'],
      history.map((line) => [line.session, line.on, line.from, line.enrolledAt, line.endedAt, line.endReason]),
    )
  },
})
