import type {Context} from '../../context.ts'
import type {Institution} from '../../institution/model.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {Json} from '../../json.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import {type Day, dayOf, type Instant, plusDays, startOfDay} from '../../time.ts'
import {openBook, type SeatBook} from '../seats/seat-book.ts'
import {beforeExam, seatLetter} from '../seats/seat-letter.ts'
import type {DueReminder, EnrolmentStores} from '../store.ts'

/** Reminders of one transaction; it holds the students meanwhile. */
const BATCH = 250

/** A day on which sessions are, and how many days before it a reminder of them is due now. */
type Term = Readonly<{on: Day; days: number; since: Instant}>

/**
 * Queues the reminders that are due by the policy's `reminderDays`: one for each seat and term, also after a move to another
 * day (feature E4). Of terms that have passed only the last counts, and who enrolled after a term began is not reminded of
 * it. Safe to run twice and on two machines at once. Answers how many were queued.
 */
export async function queueReminders(ctx: Context<EnrolmentStores>): Promise<number> {
  const terms = await ctx.read('enrolment.read', async (stores, {now}) => termsOn(await theInstitution(stores), now))
  let queued = 0
  for (const term of terms) {
    for (let some = await queueSome(ctx, term); some > 0; some = await queueSome(ctx, term)) queued += some
  }
  return queued
}

async function queueSome(ctx: Context<EnrolmentStores>, term: Term): Promise<number> {
  const due = await ctx.read('enrolment.read', ({enrolment}, {now}) =>
    enrolment.dueReminders({...term, now, limit: BATCH}),
  )
  if (due.length === 0) return 0
  const person = due.map(({personId}) => personId)
  return ctx.write('reminder.queue', {lock: {person}}, async (stores, entry) => {
    // Somebody else may have queued them, or a seat may have moved, before the students were held.
    const still = await stores.enrolment.dueReminders({...term, now: entry.now, limit: BATCH})
    const held = still.filter(({personId}) => person.includes(personId))
    const sessions = held.map(({sessionId}) => sessionId)
    const book = await openBook(stores, entry.now, {registrations: [], persons: person, sessions})
    entry.note({about: ['reminder', term.on], facts: {on: term.on, days: term.days, queued: held.length}})
    await stores.outbox.post(held.flatMap((each) => letterOf(book, each) ?? []))
    return held.length
  })
}

/** Each term reaches back to the next shorter one: on day 3 the reminder of 7 days is the one that is due. */
function termsOn({policy, zone}: Institution, now: Instant): readonly Term[] {
  const today = dayOf(now, zone)
  const terms = [...new Set(policy.reminderDays)].toSorted((a, b) => a - b)
  return terms.flatMap((days, i) => {
    const shorter = terms[i - 1] ?? -1
    return Array.from({length: days - shorter}, (_, step) => {
      const on = plusDays(today, shorter + 1 + step)
      return {on, days, since: startOfDay(plusDays(on, -days), zone)}
    })
  })
}

function letterOf(book: SeatBook, {sessionId, personId, key}: DueReminder): QueuedLetter | undefined {
  const seat = seatLetter(book, sessionId, personId)
  return (
    seat && {person: personId, letter: 'reminder', key, data: {seat, ...beforeExam(book, sessionId, personId)} as Json}
  )
}
