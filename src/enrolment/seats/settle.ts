import type {Claimed, Entry, Outcome, Settle} from '../../context.ts'
import {ExamError} from '../../errors.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import {joinedScope} from './hold.ts'
import {saveBook} from './save-book.ts'
import {type BookScope, openBook, type SeatBook, tried} from './seat-book.ts'
import type {EnrolmentStores} from '../store.ts'

/** What comes of a deed on the book: its answer, the letters to send, and what else there is to write. */
export type Settled<A> = Readonly<{
  answer: A
  letters?: readonly QueuedLetter[]
  also?: (stores: EnrolmentStores) => Promise<void>
}>

/** Decides one deed on the book: changes it and notes what it did, or throws an ExamError, and then the book stays as it was. */
export type OnBook<C, A> = (book: SeatBook, claim: C, entry: Entry) => Settled<A>

/** Settles claims one after another on one book, and writes all that came of them at once. */
export function settleOnBook<C extends Readonly<{scope: BookScope}>, A>(
  decideOne: OnBook<C, A>,
): Settle<EnrolmentStores, C, A> {
  return async (stores, claims) => {
    const [first] = claims
    if (first === undefined) return []
    const book = await openBook(stores, first.entry.now, joinedScope(claims.map(({claim}) => claim.scope)))
    const settled = claims.map((claimed) => attempt(book, claimed, decideOne))
    await write(
      stores,
      book,
      settled.flatMap((each) => ('settled' in each ? [each.settled] : [])),
    )
    return settled.map((each): Outcome<A> => ('settled' in each ? {answer: each.settled.answer} : each))
  }
}

/** As {@link settleOnBook}, for a deed that is alone in its transaction. */
export async function onBook<A>(
  stores: EnrolmentStores,
  {now}: Pick<Entry, 'now'>,
  scope: BookScope,
  work: (book: SeatBook) => Settled<A>,
): Promise<A> {
  const book = await openBook(stores, now, scope)
  const settled = work(book)
  await write(stores, book, [settled])
  return settled.answer
}

type Attempt<A> = Readonly<{settled: Settled<A>} | {error: unknown}>

function attempt<C, A>(book: SeatBook, {claim, entry}: Claimed<C>, decideOne: OnBook<C, A>): Attempt<A> {
  try {
    return {settled: tried(book, (draft) => decideOne(draft, claim, entry))}
  } catch (error) {
    if (error instanceof ExamError) return {error}
    throw error
  }
}

async function write(stores: EnrolmentStores, book: SeatBook, settled: readonly Settled<unknown>[]): Promise<void> {
  if (settled.length === 0) return
  await saveBook(stores, book)
  for (const {also} of settled) await also?.(stores)
  const letters = settled.flatMap(({letters: own}) => own ?? [])
  if (letters.length > 0) await stores.outbox.post(letters)
}
