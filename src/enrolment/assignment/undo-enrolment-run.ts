import type {Context, Entry} from '../../context.ts'
import {ExamError, refuse, refuseIfAny} from '../../errors.ts'
import type {EnrolmentId, PersonId, SeatId} from '../../ids.ts'
import {canonicalJson} from '../../json.ts'
import type {Run} from '../../operation/records.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import {giveUpSeat, takeSeat} from '../seats/change-seats.ts'
import {type Claim, decide} from '../seats/claim.ts'
import type {Terms} from '../enrol-reasons.ts'
import {cancel} from '../changes/enrolment-change.ts'
import {outcomeOf, type RunClaim, type RunDone, STEP} from './enrolment-run.ts'
import {holdFor, holding} from '../seats/hold.ts'
import {type SeatBook, tried} from '../seats/seat-book.ts'
import {confirmation} from '../seats/seat-letter.ts'
import {onBook, type Settled} from '../seats/settle.ts'
import type {EnrolmentStores} from '../store.ts'

/** A run that was taken back. */
export type UndoneRun = Readonly<{
  run: string
  /** Enrolments that are as before the run. */
  undone: number
  /** Codes of registrations that somebody has touched since, or that have no way back; they stay as they are. */
  left: readonly string[]
  /** Mails of the run that were still waiting and are not sent. */
  mailsWithdrawn: number
}>

const KINDS: readonly string[] = ['enrolment.assign', 'enrolment.move']
const UNDONE = 'undone'

/**
 * Takes a run of enrolments back (design rule 2): ends what it enrolled and brings back what it moved, as far as nobody has
 * touched it since and the old seat is free; lists the rest. Its mails that wait are not sent; who had his gets another.
 *
 * @throws ExamError `run.not-found`, `run.not-of-this-kind`; `enrolment.refused` with `run.undone-already`
 */
export async function undoEnrolmentRun(ctx: Context<EnrolmentStores>, code: string): Promise<UndoneRun> {
  const run = await ctx.read('enrolment.read', (stores) => runToUndo(stores, code))
  const mailsWithdrawn = await stopMails(ctx, run)
  const {done, told} = await ctx.read('enrolment.read', (stores) => lookUp(stores, run))
  const left: string[] = []
  for (let i = 0; i < done.length; i += STEP) left.push(...(await undoSome(ctx, run, done.slice(i, i + STEP), told)))
  const undone = done.length - left.length
  return ctx.write('enrolment.undo', {}, async ({runs}, entry) => {
    await runs.change(run.id, {state: 'undone', undoneAt: entry.now})
    entry.note({about: ['run', run.id], facts: {code: run.code, undone, left: left.length}})
    return {run: run.code, undone, left, mailsWithdrawn}
  })
}

async function runToUndo(stores: EnrolmentStores, code: string): Promise<Run> {
  const run = await stores.runs.get(code)
  if (!KINDS.includes(run.kind))
    throw new ExamError('invalid', 'run.not-of-this-kind', `Run ${run.code} is no run of enrolments.`)
  refuseIfAny(
    'enrolment',
    run.state === 'undone' ? [{code: 'run.undone-already', message: `Run ${run.code} is undone already.`}] : [],
  )
  return run
}

/** First of all, so that no mail goes out while the rest is undone; a run that is being applied stops at its next step. */
async function stopMails(ctx: Context<EnrolmentStores>, {id, code}: Run): Promise<number> {
  return ctx.write('enrolment.undo', {}, async ({runs, outbox}, entry) => {
    const withdrawn = await outbox.withdrawRun(id)
    await runs.change(id, {state: 'withdrawn'})
    entry.note({about: ['run', id], facts: {code, mailsWithdrawn: withdrawn}})
    return withdrawn
  })
}

/** What the run did and was not undone before, when an undo was cut off; and who has had a mail of it. */
async function lookUp(
  stores: EnrolmentStores,
  {id}: Run,
): Promise<Readonly<{done: readonly RunDone[]; told: ReadonlySet<PersonId>}>> {
  const {done} = await outcomeOf(stores, id)
  const undone = new Set<string>()
  for (let i = 0; i < done.length; i += STEP) {
    const ids = done.slice(i, i + STEP).map(({enrolmentId}) => enrolmentId)
    for (const enrolment of await stores.enrolments.history({id: ids, endReason: UNDONE})) undone.add(enrolment.id)
  }
  const sent = await stores.outbox.messages.all({runId: id, state: 'sent'})
  return {
    done: done.filter(({enrolmentId}) => !undone.has(enrolmentId)),
    told: new Set(sent.flatMap(({personId}) => personId ?? [])),
  }
}

async function undoSome(
  ctx: Context<EnrolmentStores>,
  run: Run,
  done: readonly RunDone[],
  told: ReadonlySet<PersonId>,
): Promise<readonly string[]> {
  const back = waysBack(ctx, done)
  return holding(async () => {
    const sessions = done.flatMap(({sessionId, from}) => (from ? [sessionId, from.sessionId] : [sessionId]))
    const persons = done.map(({registrationId: id, personId}) => ({id, personId}))
    const {scope, lock} = await ctx.read('enrolment.read', (stores) => holdFor(stores, persons, sessions))
    return ctx.write('enrolment.undo', {lock}, (stores, entry) =>
      onBook(stores, entry, scope, (book): Settled<readonly string[]> => {
        const mails = done.map((one, i) => undoOne(book, one, back[i] as RunClaim, entry))
        const left = done.filter((_, i) => mails[i] === undefined).map(({code}) => code)
        const counts = {undone: done.length - left.length, left: left.length}
        const digest = ctx.hash.sha256(canonicalJson(done))
        entry.note({about: ['run', run.id], facts: {code: run.code, ...counts, digest}})
        return {
          answer: left,
          letters: lettersTo(
            told,
            mails.flatMap((own) => own ?? []),
          ),
        }
      }),
    )
  })
}

/** New ids for what is brought back: one seat for all that somebody takes in one session. */
function waysBack({ids}: Context<EnrolmentStores>, done: readonly RunDone[]): readonly RunClaim[] {
  const seats = new Map<string, SeatId>()
  return done.map((one) => {
    const key = `${one.personId} ${one.from?.sessionId ?? ''}`
    const seatId = seats.get(key) ?? ids.next<SeatId>()
    seats.set(key, seatId)
    return {...one, enrolmentId: ids.next<EnrolmentId>(), seatId}
  })
}

/** What there is to tell when it is undone; undefined when it stays as it is. */
function undoOne(
  book: SeatBook,
  {registrationId, enrolmentId, from}: RunDone,
  back: RunClaim,
  entry: Entry,
): readonly QueuedLetter[] | undefined {
  const enrolment = book.enrolments.get(registrationId)
  if (enrolment?.id !== enrolmentId || enrolment.version !== 1) return undefined
  if (from === null)
    return cancel(book, enrolment, {reason: '', by: 'school', registrationStays: true, endReason: UNDONE})
  const terms: Terms = {role: entry.role, reason: UNDONE, override: true, promised: true}
  const claim: Claim = {...back, sessionId: from.sessionId, source: 'move', terms}
  try {
    return tried(book, (draft) => {
      giveUpSeat(draft, enrolment, UNDONE, claim.enrolmentId)
      const decision = decide(draft, claim)
      if ('reasons' in decision) throw refuse('enrolment', decision.reasons)
      takeSeat(draft, claim, decision.grant, entry.person)
      return [confirmation(draft, claim.sessionId, enrolment.personId)]
    })
  } catch (error) {
    if (error instanceof ExamError) return undefined
    throw error
  }
}

/** To those who had a mail of the run. A seat that is confirmed more than once, exam by exam, is told as it is at the end. */
function lettersTo(told: ReadonlySet<PersonId>, letters: readonly QueuedLetter[]): readonly QueuedLetter[] {
  const confirmed = new Map(
    letters
      .filter(({letter}) => letter === 'enrolment-confirmed')
      .map((letter) => [`${letter.person} ${sessionOf(letter)}`, letter]),
  )
  const others = letters.filter(({letter}) => letter !== 'enrolment-confirmed')
  return [...others, ...confirmed.values()].filter(({person}) => told.has(person))
}

function sessionOf({data}: QueuedLetter): string {
  return (data as Readonly<{seat: Readonly<{session: string}>}>).seat.session
}
