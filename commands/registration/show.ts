import {showRegistration} from '../../src/registration/show-registration.ts'
import {command} from '../lib/command.ts'
import {codeArg} from '../lib/flags.ts'

export default command({
  summary: 'Show a registration: who asked, who decided, remarks, attempts.',
  examples: ['AB2C3D', 'AB2C3D --json'],
  args: {registration: codeArg('registration')},
  run: async ({args, wire}) => showRegistration(await wire.context(), args.registration),
  show(registration, out) {
    const {attempts, notes, ...each} = registration
    out.title(`${each.code}  ${each.student} ${each.name}`)
    out.pairs([
      ['exam', `${each.exam} ${each.examName}`],
      ['period', each.period],
      ['state', each.late ? `${each.state}, late` : each.state],
      ['location', each.location],
      ['asked', `${each.requestedAt}, ${each.source}${each.requestedBy ? ` (${each.requestedBy})` : ''}`],
      ['decided', each.decidedAt === null ? null : `${each.decidedAt}${each.decidedBy ? ` (${each.decidedBy})` : ''}`],
      ['frozen', each.frozenAt],
      ['closed', each.closedAt],
      ['attempts left', each.attemptsLeft ?? 'no limit'],
    ])
    for (const {kind, content} of notes) out.line(`${kind}: ${content}`)
    if (attempts.length === 0) return
    out.line()
    out.table(
      ['Attempt', 'Taken', 'Attendance', 'Counts', 'Void', 'Score', 'Passed'],
      attempts.map(({number, takenOn, attendance, counts, void: annulled, score, passed}) => [
        number,
        takenOn,
        attendance,
        counts,
        annulled,
        score,
        passed,
      ]),
    )
  },
})
