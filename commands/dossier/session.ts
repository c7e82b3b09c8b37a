import {showSessionDossier} from '../../src/archive/show-session-dossier.ts'
import {command} from '../lib/command.ts'
import {sessionArg} from '../lib/flags.ts'

export default command({
  summary: 'Show everything that is kept of a session.',
  examples: ['1130-B104-0900', '1130-B104-0900 --json'],
  args: {session: sessionArg()},
  run: async ({args, wire}) => showSessionDossier(await wire.context(), args),
  show({session, exams, staff, enrolments, lists, report, cases, results, audit}, out) {
    out.title(`${session.code}  ${session.state}`)
    out.pairs([
      ['period', session.period],
      ['on', `${session.on} ${session.from}, ${session.minutes} minutes`],
      ['place', [session.location, session.room, session.place].filter(Boolean).join(' ')],
      ['exams', exams.map(({exam}) => exam).join(' ')],
      ['staff', staff.map(({staff: who, duty}) => `${who} (${duty})`).join(', ')],
      ['lists', lists.length],
      [
        'report',
        report ? `${report.state}, ${report.facts.length} facts, ${report.signatures.length} signatures` : null,
      ],
      ['cases', cases.map((each) => `${each.case} (${each.state})`).join(', ')],
      ['audit entries', audit.length],
    ])
    out.line()
    out.table(
      ['Student', 'Exam', 'Seat', 'Extra', 'Ended'],
      enrolments.map((each) => [each.student, each.exam, each.seat, each.extraMinutes, each.endReason]),
      'No enrolments.',
    )
    out.line()
    out.table(
      ['Student', 'Name', 'Exam', 'Attendance', 'State', 'Score', 'Passed'],
      results.map((each) => [each.student, each.name, each.exam, each.attendance, each.state, each.score, each.passed]),
      'No results.',
    )
  },
})
