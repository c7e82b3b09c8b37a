import type {Context} from '../context.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import type {WebSession} from './model.ts'

/** Signs out: the session's token opens nothing any more, in any browser. Twice is once. */
export async function endSession(ctx: Context<LifecycleStores>, {id, personId}: WebSession): Promise<void> {
  await ctx.write('sign-in.end', {}, async (stores, entry) => {
    await stores.webSessions.changeAll({id}, {endedAt: entry.now})
    entry.note({about: ['web-session', id], for: personId})
  })
}
