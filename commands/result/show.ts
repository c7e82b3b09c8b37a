import {showResult} from '../../src/results/show-result.ts'
import {command} from '../lib/command.ts'
import {examArg, studentArg} from '../lib/flags.ts'

export default command({
  summary: "Show a student's attempts at an exam: what came in, what stood before, what it waits for.",
  examples: ['0412345 NE-3F-CE', '0412345 NE-3F-CE --json'],
  args: {student: studentArg(), exam: examArg()},
  run: async ({args, wire}) => showResult(await wire.context(), args),
  show({student, exam, attemptsLeft, attempts}, out) {
    out.title(`${student} at ${exam}`)
    out.pairs([['attempts left', attemptsLeft === null ? 'without limit' : attemptsLeft]])
    for (const each of attempts) {
      out.line()
      out.title(`Attempt ${each.attempt} on ${each.takenOn}${each.session === null ? '' : ` in ${each.session}`}`)
      out.pairs([
        ['state', each.state],
        ['attendance', each.attendance],
        ['score', each.score],
        ['passed', yesNo(each.passed)],
        ['is the result', yesNo(each.isTheResult)],
        ['counts as attempt', yesNo(each.countsAsAttempt)],
        ['void', yesNo(each.void)],
        ['given by', each.by.scoredBy],
        ['established', each.establishedAt],
        ['established by', each.by.establishedBy],
        ['under mandate', each.by.mandate],
        ['published', each.publishedAt],
        ['opened', each.openedAt],
        ['sent to the SIS', each.sentAt],
      ])
      for (const {message} of each.waitsFor) out.line(`waits: ${message}`)
      if (each.history.length > 0)
        out.table(
          ['Earlier', 'Score', 'Came in', 'Established', 'Published', 'Ended'],
          each.history.map((was) => [
            was.step,
            was.score,
            was.receivedAt,
            was.establishedAt,
            was.publishedAt,
            was.endedAt,
          ]),
        )
      if (each.messages.length > 0)
        out.table(
          ['Message', 'Attendance', 'Score', 'From', 'Came in'],
          each.messages.map((said) => [said.state, said.attendance, said.score, said.source, said.receivedAt]),
        )
    }
  },
})

function yesNo(value: boolean | null): string | null {
  return value === null ? null : value ? 'yes' : 'no'
}
