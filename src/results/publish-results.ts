import {z} from 'zod'
import type {Access, Context, Entry} from '../context.ts'
import {plusWorkingDays} from '../delivery/cases/working-days.ts'
import type {Reason} from '../errors.ts'
import type {AttemptId, RunId} from '../ids.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {QueuedLetter} from '../operation/store.ts'
import {parsed} from '../parsed.ts'
import {dayOf, plusMinutes} from '../time.ts'
import {actingAs} from './acting-as.ts'
import {inSteps, type StepDone} from './in-steps.ts'
import type {Considered} from './outcome-text.ts'
import {reopenings} from './reopenings.ts'
import {consideredText, doneTexts, type Judged, mattersOf, noteEach, type Sorted, sortMatters} from './result-desk.ts'
import type {Matter} from './result-state.ts'
import {filterOf, Selection} from './selection.ts'
import type {OutcomeFilter, ResultStores} from './store.ts'

export const PublishResults = Selection.extend({dryRun: z.boolean().default(false)})

export type PublishedResults = Readonly<{
  run: string | null
  published: readonly Considered[]
  refused: readonly Considered[]
  dryRun: boolean
}>

/**
 * Lets students see established results, and tells them by mail (features C3); the mails wait the policy's delay. A result
 * that had been published before it was reopened is told of as changed, in one mail.
 *
 * Established results that are not published yet are considered; each is published or has its reasons: `result.case-open`
 * (a case came up since), `result.no-authority`.
 *
 * @throws ExamError `result.nothing-named`, `<noun>.not-found`; `deed.forbidden`
 */
export async function publishResults(
  ctx: Context<ResultStores>,
  input: z.input<typeof PublishResults>,
): Promise<PublishedResults> {
  const {dryRun, ...selection} = parsed(PublishResults, input)
  const {ready, refused} = await ctx.read('result.read', async (stores, access) =>
    consider(stores, actingAs(ctx.actor, access, 'result.publish'), await filterOf(stores, selection)),
  )
  if (dryRun) return {run: null, published: ready.map(consideredText), refused: refused.map(consideredText), dryRun}
  const {run, answers} = await inSteps(
    ctx,
    {deed: 'result.publish', kind: 'result.publish', options: selection, lines: ready.map(({line}) => line)},
    publish,
  )
  return {run, published: answers, refused: refused.map(consideredText), dryRun}
}

async function consider(stores: ResultStores, access: Access, filter: OutcomeFilter): Promise<Sorted> {
  const matters = await mattersOf(stores, {...filter, established: true, published: false})
  return sortMatters(stores, access, {deed: 'result.publish', matters, reasonsOf: caseReasons})
}

function caseReasons({line: {student, exam}, cases}: Matter): readonly Reason[] {
  if (cases.length === 0) return []
  const message = `Case ${cases.join(', ')} on ${student} at ${exam} is not decided yet; see: ontrac case show ${cases[0]}`
  return [{code: 'result.case-open', message, details: {student, exam, cases}}]
}

async function publish(
  stores: ResultStores,
  entry: Entry,
  run: RunId,
  attempts: readonly AttemptId[],
): Promise<StepDone<Considered>> {
  const {ready} = await consider(stores, entry, {attempts})
  const ids = ready.flatMap(({line: {result}}) => result?.id ?? [])
  await stores.results.changeAll({id: ids}, {publishedAt: entry.now, openedAt: null})
  noteEach(entry, ready)
  const answers = doneTexts(ready, () => ({publishedAt: entry.now, openedAt: null}))
  await stores.outbox.post(await letters(stores, entry, run, ready))
  return {answers, inverse: {results: ids}}
}

async function letters(
  stores: ResultStores,
  entry: Entry,
  run: RunId,
  ready: readonly Judged[],
): Promise<readonly QueuedLetter[]> {
  const {policy, zone} = await theInstitution(stores)
  const dueAt = plusMinutes(entry.now, policy.mailDelayMinutes)
  const appealUntil = plusWorkingDays(dayOf(entry.now, zone), policy.appealWorkingDays)
  const reopened = await reopenings(
    stores,
    ready.map(({line}) => line),
  )
  return ready.map(({line}): QueuedLetter => {
    const again = reopened.get(line.id)
    const letter = {person: line.personId, run, dueAt, key: letterKey(line.result?.id ?? '', run)}
    const {examName, takenOn} = line
    if (!again) return {...letter, letter: 'result-published', data: {examName, takenOn}}
    return {...letter, letter: 'result-changed', data: {examName, reason: again.reason, appealUntil}}
  })
}

/** The key of the mail that tells of a result's publication in a run; by it the mail is taken back. */
function letterKey(result: string, run: string): string {
  return `result-published:${result}:${run}`
}
