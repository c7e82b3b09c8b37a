import type {Context} from '../context.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import {plusMinutes} from '../time.ts'

/** An answer to a key of the API is kept for a day; sessions and links that are over are kept as long, to look back. */
const KEPT_MINUTES = 24 * 60

/** Forgets sessions and links that are over, and answers to keys, after a day. What was done stays in the audit trail. */
export async function forgetSignIns(ctx: Context<LifecycleStores>): Promise<number> {
  const due = await ctx.read('operation.read', (stores, {now}) => stores.hasOldSignIns(plusMinutes(now, -KEPT_MINUTES)))
  if (!due) return 0
  return ctx.write('tick.run', {}, async (stores, entry) => {
    const forgotten = await stores.forgetSignIns(plusMinutes(entry.now, -KEPT_MINUTES))
    entry.note({about: ['sign-ins', 'old'], facts: {forgotten}})
    return forgotten
  })
}
