import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason, refuseIfAny} from '../../errors.ts'
import {canonicalJson} from '../../json.ts'
import {parsed} from '../../parsed.ts'
import type {TableFile} from '../../ports.ts'
import {day, spanOf, wallTime} from '../../time.ts'
import {completion} from './completion/completion.ts'
import {wantedCodes, writePlan} from './draft-plan.ts'
import type {OpenedSession, PlanDraft} from '../engine/problem.ts'
import type {PlanQuestion} from './plan-body.ts'
import {currentBasis} from './plan-basis.ts'
import {planCosts, totalCost} from './plan-costs.ts'
import {conflictsOf} from './plan-effect.ts'
import {PLAN_COLUMNS} from './plan-file.ts'
import {type PlanningCase, planningCase} from './planning-case.ts'
import {planningScope} from './planning-scope.ts'
import {explained, type PlanSheet} from './plan-sheet.ts'
import {codesInUse} from '../sessions/session-code.ts'
import {storePlan} from './store-places.ts'
import type {PlanningStores} from '../store.ts'

export const ImportPlan = z.strictObject({period: z.string().min(1), dryRun: z.boolean().default(false)})

/** A plan that was read in; null as its code when it was only looked at. */
export type ImportedPlan = Pick<PlanSheet, 'period' | 'placed' | 'sessions' | 'unplaced' | 'costs'> &
  Readonly<{plan: string | null}>

/** The files: sessions, and who sits in which; without the second everybody gets a seat that fits. */
export type PlanFiles = Readonly<{sessions: TableFile; seats?: TableFile}>

/**
 * Reads a plan made by hand, in the form that {@link planFile} writes (feature P15), and stores it as a draft. The checker
 * looks at it as at any other plan. Every bad row is told at once, with its line, and then nothing is stored.
 *
 * @throws ExamError `plan.refused` with `plan.bad-row` or `plan.conflict` for each; what making a plan throws
 */
export async function importPlan(
  ctx: Context<PlanningStores>,
  files: PlanFiles,
  input: z.input<typeof ImportPlan>,
): Promise<ImportedPlan> {
  const {period: key, dryRun} = parsed(ImportPlan, input)
  const sessionRows = await rowsOf(files.sessions, 'sessions')
  const seatRows = files.seats ? await rowsOf(files.seats, 'seats') : undefined
  const question: PlanQuestion = {
    exams: null,
    from: null,
    to: null,
    dayParts: null,
    opens: true,
    seed: 0,
    budget: 0,
    engine: 'by hand',
  }
  const {period, planned, basis} = await ctx.read('planning.read', async (stores, access) => {
    const scope = await planningScope(stores, access, key, question)
    const one = await planningCase(stores, access.now, scope)
    return {period: scope.period, planned: one, basis: await currentBasis(stores, ctx.hash, one)}
  })
  const {opened, codes} = readSessions(planned, sessionRows, files.sessions.file)
  const draft = seated(planned, opened, codes, seatRows, files.seats?.file ?? '')
  refuseIfAny(
    'plan',
    conflictsOf(planned, draft)
      .slice(0, 20)
      .map(({message, constraint, where}) => ({code: 'plan.conflict', message, details: {constraint, where}})),
  )
  const taken = await ctx.read('planning.read', (stores) => codesInUse(stores, wantedCodes(planned, draft)))
  const {body, certificates} = writePlan(ctx.ids, planned, draft, question, taken)
  const terms = planCosts(planned.problem, draft)
  const content = {
    basis,
    problemDigest: ctx.hash.sha256(canonicalJson(planned.problem)),
    costs: {total: totalCost(terms), terms},
    body,
  }
  const answer = {
    period: period.code,
    placed: certificates.length,
    sessions: body.sessions,
    unplaced: explained(body.unplaced),
    costs: content.costs,
  }
  if (dryRun) return {...answer, plan: null}
  return ctx.write('plan.make', {lock: {period: [period.id]}}, async (stores, entry) => {
    const plan = await storePlan(ctx, stores, entry, period, content, certificates, 'draft')
    entry.note({about: ['plan', plan.id], facts: {code: plan.code, sessions: body.sessions.length, from: 'file'}})
    return {...answer, plan: plan.code}
  })
}

type Row = Readonly<{line: number; cell: (title: string) => string}>

/** The rows of a file, by the titles of one language; the other's are read as well. @throws ExamError `plan.missing-columns` */
async function rowsOf(table: TableFile, kind: 'sessions' | 'seats'): Promise<readonly Row[]> {
  const titles = PLAN_COLUMNS.en[kind]
  const spelled = new Map<string, string>(
    titles.map((title, i) => [title, table.header.includes(title) ? title : (PLAN_COLUMNS.nl[kind][i] ?? title)]),
  )
  const needed = kind === 'sessions' ? ['room', 'date', 'from', 'exams'] : ['session', 'registration']
  const missing = needed.filter((title) => !table.header.includes(spelled.get(title) ?? ''))
  if (missing.length > 0) {
    const message = `${table.file} has no column ${missing.map((title) => spelled.get(title)).join(', ')}; see what one looks like with: ontrac plan export`
    throw new ExamError('invalid', 'plan.missing-columns', message, {file: table.file, missing})
  }
  const rows: Row[] = []
  for await (const {line, cells} of table.rows)
    rows.push({line, cell: (title) => (cells[spelled.get(title) ?? title] ?? '').trim()})
  return rows
}

/** Looks up what the rows name. @throws ExamError `plan.refused` with `plan.bad-row` for each that cannot be read */
function readSessions(
  planned: PlanningCase,
  rows: readonly Row[],
  file: string,
): Readonly<{opened: readonly OpenedSession[]; codes: ReadonlyMap<string, number>}> {
  const reasons: Reason[] = []
  const opened: OpenedSession[] = []
  const codes = new Map(planned.fixed.map(({session}, index): [string, number] => [session.code, index]))
  for (const row of rows) {
    try {
      opened.push(readSession(planned, row))
      const code = row.cell('session')
      if (code !== '') codes.set(code, planned.problem.fixed.length + opened.length - 1)
    } catch (error) {
      if (!(error instanceof ExamError)) throw error
      reasons.push(badRow(file, row, error.message))
    }
  }
  refuseIfAny('plan', reasons)
  return {opened, codes}
}

function readSession({problem, rooms, exams, staff, timeline, zone}: PlanningCase, {cell}: Row): OpenedSession {
  const words = (title: string): string[] =>
    cell(title)
      .split(/[\s,]+/)
      .filter((word) => word !== '')
  const index = <T>(all: readonly T[], code: string, what: string, codeOf: (one: T) => string): number => {
    const found = all.findIndex((one) => codeOf(one) === code)
    if (found >= 0) return found
    throw new ExamError('not-found', `${what}.not-found`, `there is no ${what} "${code}" to plan with.`, {
      what,
      key: code,
    })
  }
  const room = index(rooms, cell('room'), 'room', ({code}) => code)
  const offered = words('exams').map((code) => index(exams, code, 'exam', ({exam}) => exam.code))
  const member = (code: string): number => index(staff, code, 'staff', (one) => one.code)
  const longest = Math.max(0, ...problem.demands.filter(({exam}) => offered.includes(exam)).map(({minutes}) => minutes))
  const minutes = cell('minutes') === '' ? longest : Number(cell('minutes'))
  if (!Number.isInteger(minutes) || minutes < 1)
    throw new ExamError('invalid', 'time.invalid-minutes', `"${cell('minutes')}" is not a number of minutes.`)
  const [from, to] = timeline.stretch(spanOf({on: day(cell('date')), from: wallTime(cell('from')), minutes, zone}))
  return {
    room,
    from,
    to,
    exams: [...new Set(offered)].toSorted((a, b) => a - b),
    lead: cell('lead') === '' ? -1 : member(cell('lead')),
    invigilators: words('invigilators').map(member),
  }
}

/** Seats as the second file says; without one a seat that fits for everybody, as far as it goes. */
function seated(
  planned: PlanningCase,
  opened: readonly OpenedSession[],
  codes: ReadonlyMap<string, number>,
  rows: readonly Row[] | undefined,
  file: string,
): PlanDraft {
  const {problem, demand} = planned
  const given = demand.map(() => -1)
  const reasons: Reason[] = []
  for (const row of rows ?? []) {
    const index = demand.findIndex(({code}) => code === row.cell('registration'))
    const session = codes.get(row.cell('session'))
    if (index < 0) reasons.push(badRow(file, row, `no registration "${row.cell('registration')}" waits for a place.`))
    else if (session === undefined) reasons.push(badRow(file, row, `there is no session "${row.cell('session')}".`))
    else given[index] = session
  }
  refuseIfAny('plan', reasons)
  const nobody = {opened, seatOf: demand.map(() => -1)}
  if (rows) return {opened, seatOf: given}
  return completion(problem, nobody, {movable: () => true}).plan
}

function badRow(file: string, {line}: Row, message: string): Reason {
  return {code: 'plan.bad-row', message: `${file}, line ${line}: ${message}`, details: {file, line}}
}
