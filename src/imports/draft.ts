import type {Context} from '../context.ts'
import type {RunId} from '../ids.ts'
import type {Json} from '../json.ts'
import type {Run} from '../operation/records.ts'
import type {ImportKindName, ImportOptions} from './import-kind.ts'
import {type ImportBasis, type ImportSummary, importRun, runKind, summaryJson} from './import-run.ts'
import type {ImportStores} from './store.ts'

/** Changed rows in a step, so that it takes a second at most (design rule 2). */
const STEP = 500
/** Steps that are written at once: few transactions, and little kept in memory. */
const STEPS_TOGETHER = 10

/**
 * A plan that is written down while a file is read. It counts as withdrawn until it is complete, so that nothing applies half
 * a plan, and one that is broken off leaves nothing to clear up.
 */
export type Draft = Readonly<{
  add: (item: Json) => Promise<void>
  /**
   * Completes the plan; null when there is nothing to do. When an import of the same file stands half-way it is that one that
   * goes on, and this plan is given up.
   */
  complete: (basedOn: ImportBasis, summary: ImportSummary) => Promise<Run | null>
  /** Gives up the plan: what comes is not written any more. */
  drop: () => void
}>

type About = Readonly<{kind: ImportKindName; file: string; options: ImportOptions; stepRows: number | undefined}>

/** Opens a draft that writes nothing until it has something to write. */
export function openDraft(ctx: Context<ImportStores>, about: About): Draft {
  const id = ctx.ids.next<RunId>()
  const code = ctx.ids.code(6)
  let items: Json[] = []
  let steps: Json[] = []
  let written = 0
  let dropped = false

  const cut = (): void => {
    if (items.length > 0) steps.push({items})
    items = []
  }
  const writeSteps = async (stores: ImportStores, run: Run): Promise<void> => {
    if (written === 0) await stores.runs.add([run])
    await stores.runs.addSteps(id, steps, written)
  }
  const row = (): Run => ({
    id,
    code,
    kind: runKind(about.kind),
    state: 'withdrawn',
    basedOn: {file: about.file},
    summary: {},
    options: about.options,
    steps: 0,
    nextStep: 0,
    createdBy: ctx.actor.person,
    createdAt: ctx.clock.now(),
    appliedAt: null,
    undoneAt: null,
    version: 1,
  })

  return {
    async add(item) {
      if (dropped) return
      items.push(item)
      if (items.length < (about.stepRows ?? STEP)) return
      cut()
      if (steps.length < STEPS_TOGETHER) return
      await ctx.write('import.plan', {}, async (stores, entry) => {
        await writeSteps(stores, {...row(), createdAt: entry.now})
        entry.note({about: ['run', id], facts: {code, kind: about.kind, steps: steps.length, from: written}})
      })
      written += steps.length
      steps = []
    },
    drop() {
      dropped = true
      items = []
      steps = []
    },
    async complete(basedOn, summary) {
      cut()
      if (dropped) return null
      const begun = await ctx.read('people.read', (stores) => halfDone(stores, about, basedOn))
      if (begun || written + steps.length === 0) return begun ?? null
      return ctx.write('import.plan', {}, async (stores, entry) => {
        await settleEarlier(stores, about, basedOn)
        await writeSteps(stores, {...row(), createdAt: entry.now})
        const planned = {state: 'planned', steps: written + steps.length} as const
        await stores.runs.change(id, {...planned, basedOn: basedOn, summary: summaryJson(summary)})
        const {rows, add, change, end, bad} = summary
        const facts = {code, kind: about.kind, file: basedOn.digest, rows, add, change, end, bad}
        entry.note({about: ['run', id], facts})
        return stores.runs.get(id)
      })
    },
  }
}

/** Imports of the same file that are not finished. */
async function earlierOf({runs}: ImportStores, {kind}: About, {digest}: ImportBasis): Promise<readonly Run[]> {
  const open = await runs.all({kind: runKind(kind), state: ['planned', 'applying']})
  return open.filter((run) => importRun(run).basedOn.digest === digest)
}

async function halfDone(stores: ImportStores, about: About, basedOn: ImportBasis): Promise<Run | undefined> {
  return (await earlierOf(stores, about, basedOn)).find(({state}) => state === 'applying')
}

/** A plan of the same file that was never begun makes room for this one. */
async function settleEarlier(stores: ImportStores, about: About, basedOn: ImportBasis): Promise<void> {
  const planned = (await earlierOf(stores, about, basedOn)).filter(({state}) => state === 'planned')
  if (planned.length === 0) return
  const ids = planned.map(({id}) => id)
  await stores.runs.changeAll({id: ids}, {state: 'withdrawn'})
  await stores.runs.forget(ids)
}
