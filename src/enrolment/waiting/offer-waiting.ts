import type {Context} from '../../context.ts'
import {offerFreeSeats} from './offer-free-seats.ts'
import type {EnrolmentStores} from '../store.ts'

/** Sessions looked at in one go; a tick comes again. */
const MOST = 200

/**
 * Offers free seats wherever somebody waits, also where no seat came free by a deed: a share of seats was released, or
 * somebody fits now who did not. Answers how many offers were made.
 */
export async function offerWaiting(ctx: Context<EnrolmentStores>): Promise<number> {
  const sessions = await ctx.read('enrolment.read', ({enrolment}, {now}) => enrolment.withFreeSeats(now, MOST))
  let offered = 0
  for (const session of sessions) offered += (await offerFreeSeats(ctx, session)).length
  return offered
}
