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

/** Prints results on which a deed could not be done, with every reason. */
export function showRefused(refused: readonly Considered[], out: Out): void {
  if (refused.length === 0) return
  out.title(`Not yet: ${refused.length}`)
  out.table(
    ['Student', 'Name', 'Exam', 'Session', 'Why'],
    refused.flatMap(({student, name, exam, session, reasons}) =>
      reasons.map(({message}, i) => (i === 0 ? [student, name, exam, session, message] : ['', '', '', '', message])),
    ),
  )
}

/** Prints results on which a deed was done, or would be. */
export function showDone(done: readonly Considered[], out: Out): void {
  if (done.length === 0) return
  out.table(
    ['Student', 'Name', 'Exam', 'Session', 'Attendance', 'Score', 'Passed'],
    done.map((each) => [each.student, each.name, each.exam, each.session, each.attendance, each.score, each.passed]),
  )
}
