import {Flags} from '@oclif/core'
import type {Considered} from '../../src/results/outcome-text.ts'
import {dryRunFlag, examFlag, periodFlag} from './flags.ts'
import type {Out} from './out.ts'

/** Which results a deed is about; at least one must be given. */
export const selectionFlags = () => ({
  session: Flags.string({summary: 'Those of this session.'}),
  exam: examFlag(),
  student: Flags.string({summary: 'Those of this student.'}),
  period: periodFlag(),
  'dry-run': dryRunFlag(),
})

type SelectionFlags = Readonly<{
  session?: string | undefined
  exam?: string | undefined
  student?: string | undefined
  period?: string | undefined
  'dry-run': boolean
}>

/** What those flags select, as a use case takes it. */
export function selectionOf({session, exam, student, period, 'dry-run': dryRun}: SelectionFlags) {
  return {session, exam, student, period, dryRun}
}

/** More than a screen shows; `--json` and `ontrac result list` have them all. */
const MOST = 25

/** Prints on how many results a deed could not be done, and why; of the first, each with its reasons. */
export function showRefused(refused: readonly Considered[], out: Out): void {
  if (refused.length === 0) return
  out.title(`Not yet: ${refused.length}`)
  const reasons = Map.groupBy(
    refused.flatMap((each) => each.reasons),
    ({code}) => code,
  )
  if (refused.length > MOST)
    out.table(
      ['Why', 'Results'],
      [...reasons].map(([code, all]) => [code, all.length]),
    )
  out.table(
    ['Student', 'Name', 'Exam', 'Session', 'Why'],
    refused
      .slice(0, MOST)
      .flatMap((each) =>
        each.reasons.map(({message}, i) =>
          i === 0 ? [each.student, each.name, each.exam, each.session, message] : ['', '', '', '', message],
        ),
      ),
  )
  more(refused, out)
}

/** Prints results on which a deed was done, or would be. */
export function showDone(done: readonly Considered[], out: Out): void {
  if (done.length === 0) return
  out.table(
    ['Student', 'Name', 'Exam', 'Session', 'Attendance', 'Score', 'Passed'],
    done
      .slice(0, MOST)
      .map((each) => [each.student, each.name, each.exam, each.session, each.attendance, each.score, each.passed]),
  )
  more(done, out)
}

function more(all: readonly Considered[], out: Out): void {
  if (all.length > MOST) out.line(`… and ${all.length - MOST} more; see: ontrac result list`)
}
