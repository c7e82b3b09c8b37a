import type {AppliedImport} from '../../src/imports/apply-import.ts'
import type {Consequence, ConsequenceCounts} from '../../src/imports/consequence.ts'
import type {ImportCounts} from '../../src/imports/import-run.ts'
import type {ImportPlan} from '../../src/imports/plan-import.ts'
import type {Reason} from '../../src/errors.ts'
import type {Out} from './out.ts'

/** What an import answers: what the file holds against what was known, and what was done about it. */
export type ImportAnswer = ImportCounts &
  Readonly<{
    kind: string
    file: string
    /** `looked` after a dry run, `same` when there was nothing to do. */
    state: 'looked' | 'same' | 'applied'
    run: string | null
    /** An earlier import of the same file went on, which had stopped after so many steps. */
    resumes: ImportPlan['resumes']
    /** Bad rows that were left out. */
    badRows: readonly Readonly<{line: number; reasons: readonly Reason[]}>[]
    rejects: string | null
    ignoredColumns: readonly string[]
    consequences: ConsequenceCounts
    listed: readonly Consequence[]
    left: readonly Reason[]
  }>

/** As many bad rows are answered one by one; all of them stand in the rejects file. */
const ANSWERED = 1000

export function importAnswer(plan: ImportPlan, rejects: string | null, applied: AppliedImport | null): ImportAnswer {
  const {kind, file, rows, add, change, same, end, bad, run, resumes, badRows, ignored, consequences, listed} = plan
  const isNothing = add + change + end === 0
  return {
    kind,
    file,
    state: applied ? 'applied' : isNothing ? 'same' : 'looked',
    run,
    resumes,
    rows,
    add,
    change,
    same,
    end,
    bad,
    badRows: badRows.slice(0, ANSWERED).map(({line, reasons}) => ({line, reasons})),
    rejects,
    ignoredColumns: ignored,
    consequences,
    listed,
    left: applied?.left ?? [],
  }
}

/** Says before the question what would be done. */
export function tellPlan(plan: ImportPlan, out: Out): void {
  out.hint(`${plan.file}: ${countsOf(plan)}.`)
  for (const line of consequenceLines(plan)) out.hint(line)
}

export function questionFor({kind, severe}: ImportPlan): string {
  if (severe === 0) return `Import these ${kind}?`
  return `Import these ${kind}, and withdraw or move ${severe} registrations or seats?`
}

/** In words: `300 new, 5 changed, 2 ended, 40 the same, 1 bad`. */
export function countsOf({add, change, same, end, bad}: ImportCounts): string {
  const parts = [
    [add, 'new'],
    [change, 'changed'],
    [end, 'ended'],
    [same, 'the same'],
    [bad, 'bad'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`)
  return said.length > 0 ? said.join(', ') : 'no rows'
}

/** What a refresh means for students, the grave first, at most twenty. */
function consequenceLines({consequences, listed}: Pick<ImportPlan, 'consequences' | 'listed'>): readonly string[] {
  const counts = Object.entries(consequences).map(([name, count]) => `${count} × ${name}`)
  if (counts.length === 0) return []
  const rank: Readonly<Record<Consequence['effect'], number>> = {withdraw: 0, move: 1, end: 2, 'look-at': 3, keep: 4}
  const grave = listed.toSorted((a, b) => rank[a.effect] - rank[b.effect]).slice(0, 20)
  return [
    `What it means for students: ${counts.join(', ')}.`,
    ...grave.map(
      ({student, of, code, effect, to, why}) => `  ${student} ${of} ${code}: ${effect}${to ? ` to ${to}` : ''}. ${why}`,
    ),
  ]
}

export function showImport(answer: ImportAnswer, out: Out): void {
  const {kind, file, state, run, resumes, badRows, rejects, ignoredColumns, left} = answer
  if (resumes)
    out.hint(`Went on with import ${run}, which had stopped after ${resumes.done} of ${resumes.steps} steps.`)
  const did = {looked: 'Would import', same: 'Nothing to do in', applied: 'Imported'}[state]
  out.line(`${did} ${file} (${kind}): ${countsOf(answer)}.`)
  if (state === 'looked') for (const line of consequenceLines(answer)) out.line(line)
  for (const reason of left) out.warn(reason.message)
  if (ignoredColumns.length > 0) out.hint(`Columns that mean nothing here: ${ignoredColumns.join(', ')}.`)
  if (badRows.length > 0)
    out.warn(
      `${answer.bad} bad rows were left out${rejects === null ? '' : `; correct them in ${rejects} and import that`}.`,
    )
  if (state === 'applied') out.hint(`Take it back with: ontrac import undo ${run}`)
}
