import {z} from 'zod'
import type {Context, Entry} from '../../context.ts'
import {type Reason, refuse, refuseIfAny} from '../../errors.ts'
import type {SessionId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import type {Session} from '../../planning/model.ts'
import {day} from '../../time.ts'
import {type FixedLists, fixLists, listsNow} from './fixed-lists.ts'
import type {DeliveryStores} from '../store.ts'

/** Which sessions: one, those of a day, or those of a period that are published or already final. */
export const FinaliseSession = z
  .strictObject({session: z.string().optional(), on: z.string().optional(), period: z.string().optional()})
  .refine(({session, on, period}) => (session === undefined) !== (on === undefined && period === undefined), {
    message: 'Name one session, or a day, a period or both',
  })

/** A session whose lists are in force. */
export type FinalisedSession = FixedLists & Readonly<{session: string; lapsedOffers: number; endedWaiting: number}>
export type Finalisation = Readonly<{
  sessions: readonly FinalisedSession[]
  refused: readonly Readonly<{session: string; reasons: readonly Reason[]}>[]
}>

/** From these states on a session's lists are fixed, and a change makes a next version. */
const FIXED: readonly Session['state'][] = ['final', 'running']

/**
 * Makes sessions final: nobody enrols any more, open offers lapse and waiting lists end, and the lists get a version. A
 * session that is final already gets a next version when its lists have changed, else nothing happens to it.
 *
 * Each session is a transaction of its own, so that one cut off goes on when asked again. Of several, those that cannot
 * be finalised are answered and the others done.
 *
 * @throws ExamError `session.not-found`, `period.not-found`; for one session `session.refused` with `session.not-published`
 */
export async function finaliseSession(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof FinaliseSession>,
): Promise<Finalisation> {
  const wanted = parsed(FinaliseSession, input)
  const sessions: FinalisedSession[] = []
  const refused: Finalisation['refused'][number][] = []
  for (const {session, pools} of await chosen(ctx, wanted)) {
    const reasons = reasonsAgainst(session)
    if (reasons.length > 0) refused.push({session: session.code, reasons})
    else
      sessions.push(
        await ctx.write('session.finalise', {lock: {session: [session.id], pool: pools}}, (stores, entry) =>
          finalise(ctx, stores, {entry, id: session.id}),
        ),
      )
  }
  const [only] = refused
  if (wanted.session !== undefined && only) throw refuse('session', only.reasons)
  return {sessions, refused}
}

/** What {@link finaliseSession} would do, without doing it: which sessions, and how many participants, offers and waiting students. */
export async function previewFinalising(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof FinaliseSession>,
): Promise<
  readonly Readonly<{
    session: string
    state: Session['state']
    participants: number
    openOffers: number
    waiting: number
    reasons: readonly Reason[]
  }>[]
> {
  const wanted = parsed(FinaliseSession, input)
  return ctx.read('plan.read', async (stores) => {
    const previews = []
    for (const session of await select(stores, wanted)) {
      const {lists} = await listsNow(stores, session)
      const waiting = await stores.waitingPlaces.all({sessionId: session.id})
      const openOffers = await stores.offers.count({waitingPlaceId: waiting.map(({id}) => id), state: 'open'})
      const {code, state} = session
      previews.push({
        session: code,
        state,
        participants: lists.participants.length,
        openOffers,
        waiting: waiting.length,
        reasons: reasonsAgainst(session),
      })
    }
    return previews
  })
}

type Chosen = Readonly<{session: Session; pools: Parameters<DeliveryStores['pools']['change']>[0][]}>

async function chosen(
  ctx: Context<DeliveryStores>,
  wanted: z.output<typeof FinaliseSession>,
): Promise<readonly Chosen[]> {
  return ctx.read('plan.read', async (stores) => {
    const sessions = await select(stores, wanted)
    const pools = Map.groupBy(
      await stores.pools.all({sessionId: sessions.map(({id}) => id)}),
      ({sessionId}) => sessionId,
    )
    return sessions.map((session) => ({session, pools: (pools.get(session.id) ?? []).map(({id}) => id)}))
  })
}

async function select(
  {sessions, periods}: DeliveryStores,
  {session, on, period}: z.output<typeof FinaliseSession>,
): Promise<readonly Session[]> {
  if (session !== undefined) return [await sessions.get(session)]
  return sessions.all({
    ...(on === undefined ? {} : {onDate: day(on)}),
    ...(period === undefined ? {} : {periodId: (await periods.get(period)).id}),
    state: ['planned', 'published', ...FIXED],
  })
}

async function finalise(
  ctx: Context<DeliveryStores>,
  stores: DeliveryStores,
  {entry, id}: Readonly<{entry: Entry; id: SessionId}>,
): Promise<FinalisedSession> {
  const session = await stores.sessions.get(id)
  refuseIfAny('session', reasonsAgainst(session))
  const ended =
    session.state === 'published' ? await endEnrolling(stores, entry, session) : {lapsedOffers: 0, endedWaiting: 0}
  const fixed = await fixLists(stores, entry, {session, ids: ctx.ids, hash: ctx.hash})
  const {version, participants, changes} = fixed
  entry.note({
    about: ['session', id],
    facts: {code: session.code, version, participants, changes: changes.length, ...ended},
  })
  return {session: session.code, ...fixed, ...ended}
}

function reasonsAgainst({state, code}: Session): readonly Reason[] {
  if (state === 'published' || FIXED.includes(state)) return []
  const message =
    state === 'planned'
      ? `${code} is not published yet; do that first with: ontrac session publish ${code}`
      : `${code} is ${state}; its lists stay as they are.`
  return [{code: 'session.not-published', message, details: {state}}]
}

/** Nobody gets a seat any more: what the waiting list held goes back to its pool. */
async function endEnrolling(
  stores: DeliveryStores,
  entry: Entry,
  session: Session,
): Promise<Readonly<{lapsedOffers: number; endedWaiting: number}>> {
  await stores.sessions.change(session.id, {state: 'final', finalAt: entry.now})
  const waiting = await stores.waitingPlaces.all({sessionId: session.id})
  const offers = await stores.offers.all({waitingPlaceId: waiting.map(({id}) => id), state: 'open'})
  for (const [pool, open] of Map.groupBy(offers, ({poolId}) => poolId)) {
    const {taken} = await stores.pools.get(pool)
    await stores.pools.change(pool, {taken: taken - open.length})
  }
  await stores.offers.changeAll({id: offers.map(({id}) => id)}, {state: 'expired', decidedAt: entry.now})
  const endedWaiting = await stores.waitingPlaces.changeAll(
    {sessionId: session.id},
    {endedAt: entry.now, endReason: 'session-final'},
  )
  return {lapsedOffers: offers.length, endedWaiting}
}
