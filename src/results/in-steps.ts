import type {Context, Entry} from '../context.ts'
import type {Deed} from '../deeds.ts'
import type {AttemptId, PersonId, RunId} from '../ids.ts'
import type {Json} from '../json.ts'
import type {Run} from '../operation/records.ts'
import type {OutcomeLine, ResultStores} from './store.ts'

/** As many results in one transaction (design rule 2). */
const STEP = 500

/** What is to be done on many results at once. */
export type BulkDeed = Readonly<{deed: Deed; kind: string; options: Json; lines: readonly OutcomeLine[]}>

/** What a step did, and what undoes it. */
export type StepDone<A> = Readonly<{answers: readonly A[]; inverse: Json}>
export type Step<A> = (
  stores: ResultStores,
  entry: Entry,
  run: RunId,
  attempts: readonly AttemptId[],
) => Promise<StepDone<A>>

/**
 * Does a deed on many results as a run (design rule 2): its plan is stored with the versions it read, then each step is a
 * transaction under the students' locks that looks again, so that what changed in between is left out. One that was cut off
 * is finished by asking the same again.
 */
export async function inSteps<A>(
  ctx: Context<ResultStores>,
  bulk: BulkDeed,
  step: Step<A>,
): Promise<Readonly<{run: string | null; answers: readonly A[]}>> {
  if (bulk.lines.length === 0) return {run: null, answers: []}
  const steps = portions(bulk.lines)
  const {id, code} = await planRun(ctx, bulk, steps)
  const answers: A[] = []
  for (const [position, lines] of steps.entries()) {
    const lock = {person: [...new Set<PersonId>(lines.map(({personId}) => personId))]}
    const done = await ctx.write(bulk.deed, {lock}, async (stores, entry) => {
      const attempts = lines.map((line) => line.id)
      const did = await step(stores, entry, id, attempts)
      await stores.runs.stepDone(id, position, did.inverse)
      if (position === steps.length - 1) await stores.runs.change(id, {state: 'applied', appliedAt: entry.now})
      const digest = ctx.hash.sha256(attempts.join('\n'))
      entry.note({about: ['run', id], facts: {code, step: position, results: did.answers.length, digest}})
      return did.answers
    })
    answers.push(...done)
  }
  return {run: code, answers}
}

async function planRun(
  ctx: Context<ResultStores>,
  {deed, kind, options, lines}: BulkDeed,
  steps: readonly (readonly OutcomeLine[])[],
): Promise<Run> {
  return ctx.write(deed, {}, async ({runs}, entry) => {
    const read = lines.map(({id, version, result}) => `${id} ${version} ${result?.id ?? ''} ${result?.version ?? 0}`)
    const run: Run = {
      id: ctx.ids.next<RunId>(),
      code: ctx.ids.code(6),
      kind,
      state: 'applying',
      basedOn: {digest: ctx.hash.sha256(read.join('\n'))},
      summary: {results: lines.length},
      options,
      steps: steps.length,
      nextStep: 0,
      createdBy: entry.person,
      createdAt: entry.now,
      appliedAt: null,
      undoneAt: null,
      version: 1,
    }
    await runs.add([run])
    await runs.addSteps(
      run.id,
      steps.map((each) => each.map(({id}) => id)),
    )
    entry.note({about: ['run', run.id], facts: {code: run.code, kind, results: lines.length}})
    return run
  })
}

function portions<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({length: Math.ceil(all.length / STEP)}, (_, i) => all.slice(i * STEP, (i + 1) * STEP))
}
