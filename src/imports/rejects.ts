import {ExamError, type Reason} from '../errors.ts'
import {ERROR_COLUMN} from './columns.ts'
import type {ImportPlan} from './plan-import.ts'

/** The bad rows as a file that can be corrected and imported again: the same columns, and one that says what is wrong. */
export function rejectsOf({header, badRows}: Pick<ImportPlan, 'header' | 'badRows'>): Readonly<{
  header: readonly string[]
  rows: readonly (readonly string[])[]
}> {
  const kept = header.flatMap((column, i) => (column === ERROR_COLUMN ? [] : [i]))
  return {
    header: [...kept.map((i) => header[i] ?? ''), ERROR_COLUMN],
    rows: badRows.map(({cells, problems}) => [...kept.map((i) => cells[i] ?? ''), problems.join(' ')]),
  }
}

/** As many reasons are said; the rest stands in the rejects file. */
const SAID = 20

/**
 * Why a file with bad rows changes nothing (design rule 17): each bad row's place and remedy, and where all of them stand.
 * `rejects` is the file they were written to, null when they were not.
 */
export function badRowsError({file, rows, badRows}: ImportPlan, rejects: string | null): ExamError {
  const all = badRows.flatMap(({reasons}) => reasons)
  const unsaid = all.length - SAID
  const more = unsaid > 0 ? [{code: 'import.more', message: `… and ${unsaid} more.`}] : []
  const where = rejects === null ? '' : ` They stand in ${rejects}: correct them there or in ${file}, and import that.`
  const count = badRows.length === 1 ? '1 row is' : `${badRows.length} rows are`
  const next: Reason = {
    code: 'import.nothing-changed',
    message: `Nothing was changed: ${count} bad of ${rows}.${where} To import the others meanwhile, add --accept-valid.`,
    details: {rejects},
  }
  const reasons = [...all.slice(0, SAID), ...more, next]
  return new ExamError('invalid', 'import.bad-rows', reasons.map(({message}) => message).join('\n'), {
    file,
    bad: badRows.length,
    rejects,
    reasons,
  })
}
