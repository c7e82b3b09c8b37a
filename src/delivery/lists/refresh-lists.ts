import type {Context} from '../../context.ts'
import type {SessionId} from '../../ids.ts'
import {type FixedLists, fixLists, listsDiffer} from './fixed-lists.ts'
import type {DeliveryStores} from '../store.ts'

/** A session whose lists got a next version. */
export type RefreshedLists = FixedLists & Readonly<{session: string}>

/** Sessions looked at in one go; the rest comes with the next tick. */
const AT_ONCE = 200

/**
 * Makes the next version of the lists of final sessions in which something changed since they were fixed: somebody was
 * enrolled, left or moved, or the session got another room or time. A timed deed; twice does nothing more, and sessions
 * whose lists turn out to be the same stay as they are.
 */
export async function refreshLists(ctx: Context<DeliveryStores>): Promise<readonly RefreshedLists[]> {
  const refreshed: RefreshedLists[] = []
  for (const id of await changed(ctx)) {
    const lists = await ctx.write('session.finalise', {lock: {session: [id]}}, async (stores, entry) => {
      const session = await stores.sessions.get(id)
      if (session.state !== 'final') return []
      const fixed = await fixLists(stores, entry, {session, ids: ctx.ids, hash: ctx.hash})
      const {version, participants, changes} = fixed
      entry.note({
        about: ['session', id],
        facts: {code: session.code, version, participants, changes: changes.length},
      })
      return [{session: session.code, ...fixed}]
    })
    refreshed.push(...lists)
  }
  return refreshed
}

async function changed(ctx: Context<DeliveryStores>): Promise<readonly SessionId[]> {
  return ctx.read('plan.read', async (stores) => {
    const differing: SessionId[] = []
    for (const id of await stores.delivery.staleLists(AT_ONCE)) {
      if (await listsDiffer(stores, {session: await stores.sessions.get(id), hash: ctx.hash})) differing.push(id)
    }
    return differing
  })
}
