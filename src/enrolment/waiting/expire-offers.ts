import type {Context} from '../../context.ts'
import type {SessionId} from '../../ids.ts'
import {onBook} from '../seats/settle.ts'
import type {EnrolmentStores} from '../store.ts'

/** Sessions looked at in one go; a tick comes again. */
const MOST = 500

/**
 * Writes off the offers that are over by now, session by session; what comes free is offered to the next by a job. Doing it
 * twice is doing it once. Answers how many were written off.
 */
export async function expireOffers(ctx: Context<EnrolmentStores>): Promise<number> {
  const sessions = await ctx.read('enrolment.read', async ({enrolment}, {now}) =>
    enrolment.withExpiredOffers(now, MOST),
  )
  let expired = 0
  for (const session of sessions) expired += await expireIn(ctx, session)
  return expired
}

async function expireIn(ctx: Context<EnrolmentStores>, session: SessionId): Promise<number> {
  const pools = await ctx.read('enrolment.read', (stores) => stores.pools.all({sessionId: session}))
  const lock = {session: [session], pool: pools.map(({id}) => id)}
  return ctx.write('offer.expire', {lock}, (stores, entry) =>
    onBook(stores, entry, {registrations: [], sessions: [session]}, ({changes, desks}) => {
      const answer = changes.offers.size
      entry.note({
        about: ['session', session],
        facts: {session: desks.get(session)?.session.code ?? '', expired: answer},
      })
      return {answer}
    }),
  )
}
