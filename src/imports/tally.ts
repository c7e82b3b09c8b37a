import {isSevere} from './consequence.ts'
import type {Decision} from './import-kind.ts'
import {type ImportSummary, joinedList, LISTED, NOTHING} from './import-run.ts'

/** Counts what rows of a file do. */
export type Tally = Readonly<{
  count: (decision: Decision) => void
  /** With so many bad rows, which are counted elsewhere. */
  summary: (bad: number) => ImportSummary
}>

/** Counts decisions, and keeps the consequences that somebody must see. */
export function openTally(): Tally {
  const counts = {add: 0, change: 0, same: 0, end: 0}
  const consequences: Record<string, number> = {}
  let listed: ImportSummary['listed'] = []
  let severe = 0
  return {
    count({does, line, consequences: own = []}: Decision): void {
      if (does !== 'bad' && (line > 0 || does !== 'same')) counts[does] += 1
      for (const consequence of own) {
        const name = `${consequence.of} ${consequence.effect}`
        consequences[name] = (consequences[name] ?? 0) + 1
        if (isSevere(consequence)) severe += 1
        if (consequence.effect !== 'keep' && listed.length < LISTED) listed = joinedList(listed, [consequence])
      }
    },
    summary: (bad: number): ImportSummary => ({
      ...NOTHING,
      rows: counts.add + counts.change + counts.same + bad,
      ...counts,
      bad,
      consequences,
      listed,
      severe,
    }),
  }
}
