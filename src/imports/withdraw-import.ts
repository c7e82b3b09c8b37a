import type {Context} from '../context.ts'
import {theImport} from './import-run.ts'
import type {ImportStores} from './store.ts'

/** Gives up a plan that was not begun, as when the answer to "go on?" is no. One that was begun stays as it is. */
export async function withdrawImport(ctx: Context<ImportStores>, code: string): Promise<void> {
  await ctx.write('import.plan', {}, async ({runs}, entry) => {
    const run = await theImport({runs}, code)
    const withdrawn = await runs.changeAll({id: run.id, state: 'planned'}, {state: 'withdrawn'})
    if (withdrawn > 0) await runs.forget([run.id])
    entry.note({about: ['run', run.id], facts: {code: run.code, kind: run.imports, withdrawn}})
  })
}
