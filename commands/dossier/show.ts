import {inspectDossier} from '../../src/archive/inspect-dossier.ts'
import {showDossier} from '../../src/archive/show-dossier.ts'
import {reachOf} from '../../src/deeds.ts'
import {command} from '../lib/command.ts'
import {periodFlag, studentArg} from '../lib/flags.ts'

export default command({
  summary: 'Show everything that is kept of a student.',
  description:
    'With --json the whole dossier; on the screen what matters most. An inspector reads the periods that were granted to him, and every look is kept in the audit trail.',
  examples: ['0412345', '0412345 --json', '0412345 --as inspector --period 2026-P2'],
  args: {student: studentArg()},
  flags: {period: periodFlag()},
  async run({args: {student}, flags: {period}, wire}) {
    const ctx = await wire.context()
    const sees = ctx.actor.roles.some((role) => reachOf('dossier.read', role) !== undefined)
    return sees ? showDossier(ctx, {student, period}) : inspectDossier(ctx, {student, period})
  },
  show(dossier, out) {
    const {student, programmes, groups, registrations, enrolments, attempts, absences, cases, resits, letters, audit} =
      dossier
    out.title(`${student.number}  ${student.name}`)
    out.pairs([
      ['name on ID', student.nameOnId],
      ['programmes', programmes.map(({programme}) => programme).join(' ')],
      ['groups', groups.map(({group}) => group).join(' ')],
      ['needs', dossier.needs.map(({need}) => need).join(' ')],
      ['exemptions', dossier.exemptions.map(({exam}) => exam).join(' ')],
    ])
    out.line()
    out.table(
      ['Registration', 'Exam', 'Period', 'State', 'Source', 'Asked'],
      registrations.map((each) => [
        each.registration,
        each.exam,
        each.period,
        each.state,
        each.source,
        each.requestedAt,
      ]),
      'No registrations.',
    )
    out.line()
    out.table(
      ['Session', 'Exam', 'On', 'From', 'Room', 'Seat', 'Extra', 'Ended'],
      enrolments.map((each) => [
        each.session,
        each.exam,
        each.on,
        each.from,
        each.room,
        each.seat,
        each.extraMinutes,
        each.endReason,
      ]),
      'No enrolments.',
    )
    out.line()
    out.table(
      ['Exam', 'Taken on', 'Attempt', 'Attendance', 'State', 'Score', 'Passed', 'Counts', 'Void'],
      attempts.map((each) => [
        each.exam,
        each.takenOn,
        each.attempt,
        each.attendance,
        each.state,
        each.score,
        each.passed,
        each.counts,
        each.void,
      ]),
      'No attempts.',
    )
    for (const each of absences)
      out.line(
        `Absence in ${each.session ?? each.registration ?? '?'}: ${each.reason}, ${each.verdict ?? 'not judged'}.`,
      )
    for (const each of cases) out.line(`Case ${each.case} (${each.kind}): ${each.state}.`)
    for (const each of resits) out.line(`Resit ${each.resit} of ${each.exam ?? '?'}: ${each.state}.`)
    out.line()
    out.line(`${letters.length} letters, ${audit.length} entries in the audit trail.`)
    out.hint(
      `Next: ontrac dossier check ${student.number}; everything is in: ontrac dossier show ${student.number} --json`,
    )
  },
})
