import type {Context} from '../context.ts'
import {withdrawRegistration} from '../enrolment/withdraw-registration.ts'
import {ExamError} from '../errors.ts'
import type {PartyId} from '../ids.ts'
import {erasePerson} from './erase-person.ts'
import type {ExternalRecord} from './model.ts'
import type {ExchangeStores} from './store.ts'
import {TO_WITHDRAW} from './to-withdraw.ts'

const REASON = 'Ingetrokken in het studentinformatiesysteem.'

/** What came of registrations that the SIS cancelled. */
export type Withdrawals = Readonly<{withdrawn: number; differing: number; erased: number}>

/**
 * Withdraws registrations that the SIS cancelled, with the seats they hold, and erases whom nothing else keeps. One that cannot be
 * withdrawn any more, or that the school's own people asked for, becomes a difference for the office. Safe to do twice.
 */
export async function withdrawCancelled(
  ctx: Context<ExchangeStores>,
  {party}: Readonly<{party: PartyId}>,
): Promise<Withdrawals> {
  const cancelled = await ctx.read('exchange.read', ({externals}) =>
    externals.all({partyId: party, kind: 'registration', state: 'waiting', problem: TO_WITHDRAW}, {limit: 1000}),
  )
  const counts = {withdrawn: 0, differing: 0, erased: 0}
  for (const row of cancelled) {
    const problem = await withdraw(ctx, row)
    await ctx.write('exchange.take', {}, async ({externals}, entry) => {
      await externals.change(row.id, {state: 'cancelled', problem, changedAt: entry.now})
      entry.note({about: ['registration', row.registrationId ?? ''], facts: {from: row.externalId, problem}})
    })
    counts[problem === null ? 'withdrawn' : 'differing']++
    if (problem === null && row.personId !== null && (await erasePerson(ctx, {person: row.personId}))) counts.erased++
  }
  return counts
}

/** The code of what keeps it from being withdrawn; null when it is. */
async function withdraw(ctx: Context<ExchangeStores>, {registrationId}: ExternalRecord): Promise<string | null> {
  if (registrationId === null) return null
  const registration = await ctx.read('registration.read', ({registrations}) => registrations.find(registrationId))
  if (!registration || registration.closedAt !== null) return null
  if (registration.source !== 'sis') return 'registration.not-of-the-sis'
  try {
    await withdrawRegistration(ctx, {registration: registration.code, reason: REASON})
    return null
  } catch (error) {
    if (!(error instanceof ExamError) || error.kind === 'unavailable') throw error
    const [first] = (error.details['reasons'] ?? []) as readonly {code: string}[]
    return first?.code ?? error.code
  }
}
