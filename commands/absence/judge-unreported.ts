import {judgeAbsence} from '../../src/delivery/absences/judge-absence.ts'
import {listAbsences} from '../../src/delivery/absences/list-absences.ts'
import {command} from '../lib/command.ts'
import {dryRunFlag, periodArg, reasonFlag} from '../lib/flags.ts'

const PAGE = 1000

export default command({
  summary: 'Judge as not valid every absence of a period that nobody reported; by the board or under its mandate.',
  description:
    'Each is judged by itself, as with: ontrac absence judge. Whoever reported an absence is left to be judged.',
  examples: ['2026-P2 --dry-run', '2026-P2 --reason "Niet afgemeld" --as functionary --yes'],
  args: {period: periodArg()},
  flags: {reason: reasonFlag(), 'dry-run': dryRunFlag()},
  async run({args: {period}, flags, out, wire}) {
    const ctx = await wire.context()
    const unreported = []
    for (let after: string | undefined; ;) {
      const page = await listAbsences(ctx, {period, unjudged: true, limit: PAGE, after})
      unreported.push(...page.filter(({reason}) => reason === 'none'))
      after = page.at(-1)?.id
      if (page.length < PAGE) break
    }
    const absences = unreported.map(({student, exam}) => ({student, exam}))
    if (flags['dry-run']) return {absences, judged: []}
    await out.confirm(`Judge ${absences.length} unreported absences of ${period} as not valid?`)
    const judged = []
    for (const each of absences)
      judged.push(await judgeAbsence(ctx, {...each, verdict: 'invalid', reason: flags.reason}))
    return {absences, judged}
  },
  show({absences, judged}, out, flags) {
    if (flags['dry-run']) {
      out.table(
        ['Student', 'Exam'],
        absences.map(({student, exam}) => [student, exam]),
        'Every absence was reported.',
      )
      return
    }
    const counting = judged.filter(({attemptCounts}) => attemptCounts).length
    out.line(`${judged.length} absences are not valid; the attempt counts for ${counting} of them.`)
    out.hint('Next: ontrac result establish --period PERIOD')
  },
})
