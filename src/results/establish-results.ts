import {z} from 'zod'
import type {Access, Context, Entry} from '../context.ts'
import type {Reason} from '../errors.ts'
import type {AttemptId, ResultId} from '../ids.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {parsed} from '../parsed.ts'
import {actingAs} from './acting-as.ts'
import {freshResult} from './fresh-result.ts'
import {inSteps, type StepDone} from './in-steps.ts'
import type {Result} from './model.ts'
import type {Considered} from './outcome-text.ts'
import {consideredText, doneTexts, type Judged, mattersOf, noteEach, type Sorted, sortMatters} from './result-desk.ts'
import {blocks, isSettled, type Matter} from './result-state.ts'
import {filterOf, Selection} from './selection.ts'
import type {OutcomeFilter, ResultStores} from './store.ts'

export const EstablishResults = Selection.extend({dryRun: z.boolean().default(false)})

/** What was established, or would be, and what was not, each with its reasons. */
export type EstablishedResults = Readonly<{
  /** Code of the run; null when nothing was done. */
  run: string | null
  established: readonly Considered[]
  refused: readonly Considered[]
  dryRun: boolean
}>

/**
 * Establishes the results of a session, an exam, a student or a period, each as soon as its own guards hold (features C2): by
 * a member of the board, or by a functionary under a mandate in force. The others are left as they are, with every reason.
 * An absence that was judged invalid is established as such, without a score.
 *
 * The attempt gets its outcome, its registration is used. In steps of 500; done twice it does nothing the second time.
 *
 * @throws ExamError `result.nothing-named`, `<noun>.not-found`; `deed.forbidden`; each result has its
 *   own reasons, those of {@link blocks}, `result.no-authority` and `result.own-score`
 */
export async function establishResults(
  ctx: Context<ResultStores>,
  input: z.input<typeof EstablishResults>,
): Promise<EstablishedResults> {
  const {dryRun, ...selection} = parsed(EstablishResults, input)
  const {ready, refused} = await ctx.read('result.read', async (stores, access) =>
    consider(stores, actingAs(ctx.actor, access, 'result.establish'), {
      ...(await filterOf(stores, selection)),
      established: false,
    }),
  )
  if (dryRun) return {run: null, established: ready.map(consideredText), refused: refused.map(consideredText), dryRun}
  const {run, answers} = await inSteps(
    ctx,
    {deed: 'result.establish', kind: 'result.establish', options: selection, lines: ready.map(({line}) => line)},
    (stores, entry, _run, attempts) => establish(ctx, stores, entry, attempts),
  )
  return {run, established: answers, refused: refused.map(consideredText), dryRun}
}

async function consider(stores: ResultStores, access: Access, filter: OutcomeFilter): Promise<Sorted> {
  const {policy} = await theInstitution(stores)
  const matters = (await mattersOf(stores, filter)).filter(({line}) => !isSettled(line))
  const own = (matter: Matter): readonly Reason[] => (policy.ownResultsEstablished ? [] : ownReasons(matter, access))
  return sortMatters(stores, access, {
    deed: 'result.establish',
    matters,
    reasonsOf: (matter) => [...blocks(matter), ...own(matter)],
  })
}

/** Nobody establishes a result that he gave himself, unless the school's policy lets him (design §4). */
function ownReasons({line: {student, exam, result}}: Matter, {person}: Access): readonly Reason[] {
  if (!result || result.scoredBy === null || result.scoredBy !== person) return []
  const message = `You gave the score of ${student} at ${exam} yourself; somebody else establishes it, or the policy ownResultsEstablished allows it.`
  return [{code: 'result.own-score', message, details: {student, exam}}]
}

async function establish(
  ctx: Context<ResultStores>,
  stores: ResultStores,
  entry: Entry,
  attempts: readonly AttemptId[],
): Promise<StepDone<Considered>> {
  const {ready} = await consider(stores, entry, {attempts, established: false})
  const absent = ready.filter(({line}) => line.result === null).map((matter) => absenceResult(ctx, entry, matter))
  await stores.results.add(absent)
  const settled = {step: 'final', establishedAt: entry.now, establishedBy: entry.person} as const
  for (const [mandateId, own] of Map.groupBy(ready, ({authority}) => authority?.mandateId ?? null)) {
    const attemptId = own.map(({line}) => line.id)
    await stores.results.changeAll({attemptId, partId: null}, {...settled, mandateId})
  }
  await stores.outcomes.keepWith(ready.map(({line}) => line.id))
  const registrations = ready.flatMap(({line}) => line.registrationId ?? [])
  await stores.registrations.changeAll({id: registrations, state: 'agreed'}, {state: 'used', closedAt: entry.now})
  noteEach(entry, ready)
  const added = new Map(absent.map((result) => [result.attemptId, result]))
  const answers = doneTexts(ready, (line) => ({...(line.result ?? added.get(line.id)), ...settled}))
  return {answers, inverse: null}
}

function absenceResult({ids}: Context<ResultStores>, entry: Entry, {line}: Judged): Result {
  const said = {step: 'attendance', score: null, passed: null, source: 'absence'} as const
  return freshResult(line, {id: ids.next<ResultId>(), receivedAt: entry.now, ...said})
}
