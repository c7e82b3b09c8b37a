import {z} from 'zod'
import type {Context} from '../../context.ts'
import {ExamError, type Reason, refuse} from '../../errors.ts'
import type {EnrolmentId, PersonId, SeatId} from '../../ids.ts'
import type {Json} from '../../json.ts'
import type {Run} from '../../operation/records.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import {parsed} from '../../parsed.ts'
import type {Session} from '../../planning/model.ts'
import type {Ids} from '../../ports.ts'
import {codesOf, type Proposed, type Showing} from '../assignment/assign-seats.ts'
import {giveUpSeat, takeSeat} from '../seats/change-seats.ts'
import {type Claim, decide} from '../seats/claim.ts'
import type {Terms} from '../enrol-reasons.ts'
import {changeReasons} from './enrolment-change.ts'
import {
  type ApplyClaims,
  cutOff,
  finishRun,
  leftIn,
  type RunClaim,
  type RunDone,
  type RunLeft,
  type RunOptions,
  type RunProgress,
  storeRun,
} from '../assignment/enrolment-run.ts'
import type {Enrolment} from '../model.ts'
import {openBook, type SeatBook, tried} from '../seats/seat-book.ts'
import {beforeExam, seatLetter} from '../seats/seat-letter.ts'
import type {EnrolmentStores} from '../store.ts'

/** From where to where, and on what terms; codes. */
export const MoveAll = z.strictObject({
  from: z.string().trim().min(1),
  to: z.string().trim().min(1),
  override: z.boolean().default(false),
  reason: z.string().trim().default(''),
})

/** What becomes of one enrolment; without reasons it moves. */
export type PlannedMove = Readonly<{
  registration: string
  student: string
  exams: readonly string[]
  reasons: readonly Reason[]
}>

/** What moved from one session to another, or would. */
export type MovedAll = Readonly<{
  from: string
  to: string
  moves: readonly PlannedMove[]
  /** Enrolments that moved, or would. */
  moved: number
  changed: readonly RunLeft[]
  run: string | null
}>

/** Shows who would move with {@link moveAll}, and who not and why; changes nothing. @throws as there */
export async function previewMoveAll(ctx: Context<EnrolmentStores>, input: z.input<typeof MoveAll>): Promise<MovedAll> {
  return (await proposeMoveAll(ctx, input)).shown
}

/**
 * Moves everybody of one session who fits to another, with one letter each (feature E7). Whoever takes several exams there
 * moves with all of them or stays. A run as `enrolment assign` is: one that was cut off goes on when it is asked again.
 *
 * @throws ExamError `session.not-found`, `enrolment.override-reason`; `enrolment.refused` with `enrolment.same-session`
 */
export async function moveAll(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof MoveAll>,
  {confirm, progress}: Showing<MovedAll> = {},
): Promise<MovedAll> {
  const {shown, apply} = await proposeMoveAll(ctx, input)
  await confirm?.(shown)
  return apply(progress)
}

/**
 * Plans once, to be shown and then applied as it was shown. Of a run that was cut off it is what is left of it, without
 * `moves`: who stays was told when it was planned.
 */
async function proposeMoveAll(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof MoveAll>,
): Promise<Proposed<MovedAll>> {
  const wanted = read(input)
  const {from, to, options, cut} = await ctx.read('enrolment.read', (stores) => lookUp(stores, wanted))
  const between = {from: from.code, to: to.code}
  const apply = async (run: Run, moves: readonly PlannedMove[], progress?: RunProgress): Promise<MovedAll> => {
    const {done, left} = await finishRun(ctx, run, moveClaims, progress)
    return {...between, moves, moved: done.length, changed: left, run: run.code}
  }
  if (cut)
    return {
      shown: {...between, moves: [], moved: leftIn(cut), changed: [], run: null},
      apply: (progress) => apply(cut, [], progress),
    }
  const {moves, claims} = await planFor(ctx, {from, to}, wanted)
  const shown = {...between, moves, moved: claims.length, changed: [], run: null}
  const summary = {
    ...between,
    moved: claims.length,
    stay: moves.filter(({reasons}) => reasons.length > 0).length,
  }
  return {
    shown,
    apply: async (progress) => {
      if (claims.length === 0) return shown
      return apply(await storeRun(ctx, 'enrolment.move', claims, {options, summary}), moves, progress)
    },
  }
}

function read(input: z.input<typeof MoveAll>): z.output<typeof MoveAll> {
  const wanted = parsed(MoveAll, input)
  if (!wanted.override || wanted.reason !== '') return wanted
  throw new ExamError(
    'invalid',
    'enrolment.override-reason',
    'To place students on days on which they are not at school, give a reason: --reason "…"',
  )
}

type Between = Readonly<{from: Session; to: Session}>
type MovePlan = Readonly<{moves: readonly PlannedMove[]; claims: readonly RunClaim[]}>

async function lookUp(
  stores: EnrolmentStores,
  {from: fromCode, to: toCode, reason, override}: z.output<typeof MoveAll>,
): Promise<Between & Readonly<{options: RunOptions; cut: Run | undefined}>> {
  const [from, to] = [await stores.sessions.get(fromCode), await stores.sessions.get(toCode)]
  if (from.id === to.id)
    throw refuse('enrolment', [
      {code: 'enrolment.same-session', message: 'Move to another session than the one they are in.'},
    ])
  const options: RunOptions = {from: from.id, to: to.id, reason, override}
  return {from, to, options, cut: await cutOff(stores, 'enrolment.move', options)}
}

async function planFor(
  ctx: Context<EnrolmentStores>,
  {from, to}: Between,
  {reason, override}: z.output<typeof MoveAll>,
): Promise<MovePlan> {
  return ctx.read('enrolment.read', async (stores, {now}) => {
    const enrolments = await stores.enrolments.all({sessionId: from.id}, {orderBy: 'enrolledAt'})
    const registrations = enrolments.map(({registrationId}) => registrationId)
    const waits = await stores.enrolment.waitingPlaces(registrations)
    const book = await openBook(stores, now, {
      registrations,
      sessions: [from.id, to.id, ...waits.map(({sessionId}) => sessionId)],
    })
    return planMoves(book, ctx.ids, enrolments, to, {role: 'office', reason, override, promised: false})
  })
}

function planMoves(book: SeatBook, ids: Ids, enrolments: readonly Enrolment[], to: Session, terms: Terms): MovePlan {
  const moves: PlannedMove[] = []
  const claims: RunClaim[] = []
  for (const [personId, own] of Map.groupBy(enrolments, (each) => each.personId)) {
    const seatId = ids.next<SeatId>()
    const wished = own.map((enrolment) => claimFor(book, enrolment, to, {enrolmentId: ids.next<EnrolmentId>(), seatId}))
    const reasons = reasonsFor(() => void tried(book, (draft) => moveSeat(draft, wished, terms, null)))
    const codes = own.map(({registrationId}) => book.registrations.get(registrationId)?.code ?? '')
    const exams = own.map(
      ({sessionId, sessionExamId}) =>
        book.desks.get(sessionId)?.offered.find((each) => each.sessionExamId === sessionExamId)?.exam.code ?? '',
    )
    moves.push({registration: codes[0] ?? '', student: book.claimants.get(personId)?.student ?? '', exams, reasons})
    if (reasons.length === 0) claims.push(...wished)
  }
  return {moves, claims}
}

function claimFor(
  {registrations}: SeatBook,
  {id, registrationId, personId, sessionId}: Enrolment,
  to: Session,
  ids: Pick<RunClaim, 'enrolmentId' | 'seatId'>,
): RunClaim {
  return {
    ...ids,
    registrationId,
    code: registrations.get(registrationId)?.code ?? '',
    personId,
    sessionId: to.id,
    from: {enrolmentId: id, sessionId},
  }
}

/** Moves what is claimed, all that one student takes in a session together, with one letter for each seat. */
export const moveClaims: ApplyClaims = (book, claims, {entry, options}) => {
  const terms: Terms = {role: entry.role, reason: options.reason, override: options.override, promised: false}
  const done: RunDone[] = []
  const left: RunLeft[] = []
  const letters: QueuedLetter[] = []
  for (const own of Map.groupBy(
    claims,
    ({personId, sessionId, from}) => `${personId} ${from?.sessionId} ${sessionId}`,
  ).values()) {
    const reasons = reasonsFor(
      () => void letters.push(tried(book, (draft) => moveSeat(draft, own, terms, entry.person))),
    )
    if (reasons.length === 0) done.push(...own.map(({seatId: _, ...planned}) => planned))
    else left.push(...own.map(({code}) => ({registration: code, reasons: codesOf(reasons)})))
  }
  return {inverse: {done, left}, letters}
}

/**
 * Moves all that one student takes in a session to another, and tells him once.
 *
 * @throws ExamError `enrolment.refused` when one of his exams cannot go; the draft it happened on is lost then
 */
function moveSeat(book: SeatBook, claims: readonly RunClaim[], terms: Terms, by: PersonId | null): QueuedLetter {
  const [first] = claims
  if (!first?.from) throw new Error('A move has somewhere to come from.')
  const before = seatLetter(book, first.from.sessionId, first.personId)
  const moving = claims.map((claim) => ({claim, enrolment: standing(book, claim)}))
  const reasons = moving.flatMap(({enrolment}) => changeReasons(book, enrolment, terms))
  if (reasons.length > 0) throw refuse('enrolment', reasons)
  for (const {claim, enrolment} of moving) giveUpSeat(book, enrolment, 'moved', claim.enrolmentId)
  for (const {claim} of moving) {
    const wanted: Claim = {...claim, source: 'move', terms}
    const decision = decide(book, wanted)
    if ('reasons' in decision) throw refuse('enrolment', decision.reasons)
    takeSeat(book, wanted, decision.grant, by)
  }
  const data = {
    before,
    after: seatLetter(book, first.sessionId, first.personId),
    reason: terms.reason,
    ...beforeExam(book, first.sessionId, first.personId),
  }
  return {person: first.personId, letter: 'enrolment-moved', data: data as unknown as Json}
}

function standing({enrolments}: SeatBook, {registrationId, from}: RunClaim): Enrolment {
  const enrolment = enrolments.get(registrationId)
  if (enrolment && enrolment.id === from?.enrolmentId) return enrolment
  throw refuse('enrolment', [{code: 'enrolment.ended', message: 'This enrolment was ended or moved meanwhile.'}])
}

function reasonsFor(work: () => void): readonly Reason[] {
  try {
    work()
    return []
  } catch (error) {
    if (error instanceof ExamError && error.kind === 'refused') return error.details['reasons'] as readonly Reason[]
    throw error
  }
}
