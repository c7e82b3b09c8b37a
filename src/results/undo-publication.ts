import {z} from 'zod'
import type {Access, Context, Entry} from '../context.ts'
import {ExamError, type Reason} from '../errors.ts'
import type {AttemptId, PersonId, ResultId} from '../ids.ts'
import {parsed} from '../parsed.ts'
import {actingAs} from './acting-as.ts'
import {inSteps, type StepDone} from './in-steps.ts'
import type {Considered} from './outcome-text.ts'
import {consideredText, doneTexts, mattersOf, noteEach, type Sorted, sortMatters} from './result-desk.ts'
import type {Matter} from './result-state.ts'
import {filterOf, Selection} from './selection.ts'
import type {OutcomeFilter, ResultStores} from './store.ts'

/** A run of publication by its code, or a selection. */
export const UndoPublication = Selection.extend({
  run: z.string().trim().min(1).optional(),
  dryRun: z.boolean().default(false),
})

export type UndonePublication = Readonly<{
  run: string | null
  undone: readonly Considered[]
  refused: readonly Considered[]
  /** Mails that were taken back before they went out. */
  withdrawnMails: number
  dryRun: boolean
}>

/**
 * Takes a publication back, as long as the student has not opened his result (design §4, Period); the mails of it that did not
 * go out yet never will. Results that were opened stay published, with the reason `result.opened`; `result.no-authority`.
 *
 * @throws ExamError `result.nothing-named`, `run.not-found`, `<noun>.not-found`; `result.not-a-publication`; `deed.forbidden`
 */
export async function undoPublication(
  ctx: Context<ResultStores>,
  input: z.input<typeof UndoPublication>,
): Promise<UndonePublication> {
  const {dryRun, run: code, ...selection} = parsed(UndoPublication, input)
  const {ready, refused} = await ctx.read('result.read', async (stores, access) => {
    const filter = code === undefined ? await filterOf(stores, selection) : await ofRun(stores, code)
    return consider(stores, actingAs(ctx.actor, access, 'result.undo-publication'), filter)
  })
  const done = {refused: refused.map(consideredText), withdrawnMails: 0, dryRun}
  if (dryRun) return {...done, run: null, undone: ready.map(consideredText)}
  const options = code === undefined ? selection : {run: code}
  const {run, answers} = await inSteps(
    ctx,
    {deed: 'result.undo-publication', kind: 'result.undo-publication', options, lines: ready.map(({line}) => line)},
    (stores, entry, _run, attempts) => undo(stores, entry, attempts),
  )
  if (code !== undefined && refused.length === 0) await markUndone(ctx, code)
  const withdrawnMails = answers.reduce((sum, {mails}) => sum + mails, 0)
  return {...done, run, undone: answers.flatMap(({undone}) => undone), withdrawnMails}
}

async function markUndone(ctx: Context<ResultStores>, code: string): Promise<void> {
  await ctx.write('result.undo-publication', {}, async ({runs}, entry) => {
    const {id} = await runs.get(code)
    await runs.change(id, {state: 'undone', undoneAt: entry.now})
    entry.note({about: ['run', id], facts: {code, undone: true}})
  })
}

async function ofRun({runs, results}: ResultStores, code: string): Promise<OutcomeFilter> {
  const run = await runs.get(code)
  if (run.kind !== 'result.publish') {
    const message = `Run ${code} is no publication of results.`
    throw new ExamError('invalid', 'result.not-a-publication', message, {run: code, kind: run.kind})
  }
  const attempts: AttemptId[] = []
  for (let position = 0; position < run.steps; position++) {
    const inverse = (await runs.step(run.id, position))?.inverse as Readonly<{results: readonly ResultId[]}> | null
    if (inverse) attempts.push(...(await results.all({id: inverse.results})).map(({attemptId}) => attemptId))
  }
  return {attempts}
}

async function consider(stores: ResultStores, access: Access, filter: OutcomeFilter): Promise<Sorted> {
  const matters = await mattersOf(stores, {...filter, published: true})
  return sortMatters(stores, access, {deed: 'result.undo-publication', matters, reasonsOf: openedReasons})
}

function openedReasons({line: {student, exam, result}}: Matter): readonly Reason[] {
  if (!result?.openedAt) return []
  const message = `${student} has seen his result for ${exam}; only the exam board changes it now, with: ontrac result reopen ${student} ${exam}`
  return [{code: 'result.opened', message, details: {student, exam, openedAt: result.openedAt}}]
}

type Undone = Readonly<{undone: readonly Considered[]; mails: number}>

async function undo(stores: ResultStores, entry: Entry, attempts: readonly AttemptId[]): Promise<StepDone<Undone>> {
  const {ready} = await consider(stores, entry, {attempts})
  const ids = ready.flatMap(({line: {result}}) => result?.id ?? [])
  await stores.results.changeAll({id: ids}, {publishedAt: null})
  const persons = ready.map(({line}) => line.personId)
  const mails = await withdrawMails(stores, persons, new Set(ids))
  noteEach(entry, ready)
  return {answers: [{undone: doneTexts(ready, () => ({publishedAt: null})), mails}], inverse: null}
}

/** Takes back mails about these results that have not gone out; answers how many. */
export async function withdrawMails(
  {outbox}: Pick<ResultStores, 'outbox'>,
  persons: readonly PersonId[],
  results: ReadonlySet<ResultId>,
): Promise<number> {
  const lanes = [...new Set(persons)].map((person) => `mail:${person}`)
  const waiting = await outbox.messages.all({laneKey: lanes, state: 'waiting'})
  const about = waiting.filter(({dedupeKey}) => results.has((dedupeKey?.split(':')[1] ?? '') as ResultId))
  return about.length === 0
    ? 0
    : outbox.messages.changeAll({id: about.map(({id}) => id), state: 'waiting'}, {state: 'withdrawn'})
}
