import type {Context} from '../context.ts'
import type {ResultId} from '../ids.ts'
import type {ExamPlanEntry, Programme} from '../institution/model.ts'
import type {TableCell} from '../ports.ts'
import {mattersOf} from './result-desk.ts'
import type {OutcomeLine, ResultStores} from './store.ts'

/** The columns of the file for the SIS. */
export const EXPORT_HEADER = [
  'student',
  'exam',
  'external_code',
  'session',
  'taken_on',
  'attempt',
  'attendance',
  'scale',
  'score',
  'passed',
  'established_at',
] as const

/** Established results as rows of a file, and which they are, to mark them as sent once the file is there. */
export type ExportedResults = Readonly<{
  rows: readonly (readonly TableCell[])[]
  sent: readonly SentResult[]
}>
export type SentResult = Readonly<{id: ResultId; version: number}>

/**
 * The established results of a period for the SIS (features C5), by student and exam; those sent before only with `all`.
 * Changes nothing: once the file is written, {@link markResultsSent}, so that a file that was lost is made again.
 *
 * @throws ExamError `period.not-found`
 */
export async function exportResults(
  ctx: Context<ResultStores>,
  {period: code, all = false}: Readonly<{period: string; all?: boolean}>,
): Promise<ExportedResults> {
  return ctx.read('result.read', async (stores) => {
    const period = await stores.periods.get(code)
    const lines = (await mattersOf(stores, {period: period.id, established: true}))
      .map(({line}) => line)
      .filter(({result}) => all || result?.sentAt === null)
      .toSorted(byStudent)
    const external = await externalCodes(stores, lines)
    return {
      rows: lines.map((line) => rowOf(line, external(line))),
      sent: lines.flatMap(({result}) => (result ? [{id: result.id, version: result.version}] : [])),
    }
  })
}

const STEP = 500

/**
 * Marks results as sent, those that are still what was exported: one that was changed in between is sent with the next file.
 * Answers how many.
 */
export async function markResultsSent(ctx: Context<ResultStores>, sent: readonly SentResult[]): Promise<number> {
  let marked = 0
  for (let i = 0; i < sent.length; i += STEP) {
    const portion = sent.slice(i, i + STEP)
    marked += await ctx.write('result.export', {}, async ({results}, entry) => {
      let done = 0
      // What was established together has few versions, so there are few statements.
      for (const [version, same] of Map.groupBy(portion, (each) => each.version))
        done += await results.changeAll({id: same.map(({id}) => id), version}, {sentAt: entry.now})
      const digest = ctx.hash.sha256(portion.map(({id, version}) => `${id} ${version}`).join('\n'))
      entry.note({about: ['result', portion[0]?.id ?? ''], facts: {results: done, digest}})
      return done
    })
  }
  return marked
}

function byStudent(a: OutcomeLine, b: OutcomeLine): number {
  const [left, right] = [a, b].map(({student, exam, takenOn, id}) => `${student}\n${exam}\n${takenOn}\n${id}`)
  return (left ?? '') < (right ?? '') ? -1 : 1
}

function rowOf(line: OutcomeLine, external: string | null): readonly TableCell[] {
  const {student, exam, session, takenOn, number, attendance, resultScale, result} = line
  const passed = result?.passed === null || result === null ? '' : result.passed ? 'passed' : 'failed'
  const score = result?.score ?? null
  return [
    student,
    exam,
    external,
    session,
    takenOn,
    number,
    attendance,
    resultScale,
    score,
    passed,
    result?.establishedAt ?? null,
  ]
}

/** How the SIS knows an exam: by the exam plan of the student's own programme, else by that of every programme. */
async function externalCodes(
  stores: ResultStores,
  lines: readonly OutcomeLine[],
): Promise<(line: OutcomeLine) => string | null> {
  const entries = await stores.examPlanEntries.all({examId: [...new Set(lines.map(({examId}) => examId))]})
  const byExam = Map.groupBy(
    entries.filter(({externalCode}) => externalCode !== null),
    ({examId}) => examId,
  )
  const programmes = new Map((await stores.programmes.history()).map((programme) => [programme.id, programme]))
  const own = new Map<string, Programme[]>()
  const persons = [...new Set(lines.map(({personId}) => personId))]
  for (let i = 0; i < persons.length; i += 1000) {
    for (const {personId, programmeId} of await stores.programmeEnrolments.all({
      personId: persons.slice(i, i + 1000),
    })) {
      const programme = programmes.get(programmeId)
      if (programme) own.set(personId, [...(own.get(personId) ?? []), programme])
    }
  }
  return ({examId, personId}) => {
    const known = byExam.get(examId) ?? []
    const fits = (entry: ExamPlanEntry): boolean =>
      (own.get(personId) ?? []).some(
        ({crebo, cohort}) => entry.crebo === crebo && (entry.cohort === null || entry.cohort === cohort),
      )
    return (known.find(fits) ?? known.find(({crebo}) => crebo === '*'))?.externalCode ?? null
  }
}
