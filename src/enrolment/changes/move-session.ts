import {z} from 'zod'
import type {Access, Context, Entry} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import {theInstitution} from '../../institution/the-institution.ts'
import type {QueuedLetter} from '../../operation/store.ts'
import {parsed} from '../../parsed.ts'
import {durationWarnings} from '../../planning/sessions/expected-minutes.ts'
import {dutyPlaces, isTold, movedDuties} from '../../planning/rota/duty-letters.ts'
import {sessionConflicts} from '../../planning/sessions/session-conflicts.ts'
import {type SessionSheet, sessionSheet} from '../../planning/sessions/session-sheet.ts'
import {surroundingsOf} from '../../planning/sessions/session-surroundings.ts'
import type {SessionWish} from '../../planning/sessions/session-wish.ts'
import {holding, type Hold} from '../seats/hold.ts'
import {movedWish, rewriteSession} from './moved-session.ts'
import {misfits, notFitting} from './moved-students.ts'
import {openBook, type SeatBook} from '../seats/seat-book.ts'
import {beforeExam, seatLetter} from '../seats/seat-letter.ts'
import {holdSession, mustCover, type SessionAtHand, sessionAtHand, stateReasons} from './session-change.ts'
import type {EnrolmentStores} from '../store.ts'

/** Where and when a session goes; what is not given stays. `override` also moves students to days on which they are not at school. */
export const MoveSession = z.strictObject({
  session: z.string().min(1),
  on: z.string().optional(),
  from: z.string().optional(),
  minutes: z.int().min(1).max(1440).optional(),
  room: z.string().optional(),
  place: z.string().trim().max(300).optional(),
  reason: z.string().trim().default(''),
  override: z.boolean().default(false),
  dryRun: z.boolean().default(false),
})
export type MoveSession = z.output<typeof MoveSession>

export type MovedSession = SessionSheet &
  Readonly<{
    before: Pick<SessionSheet, 'on' | 'from' | 'until' | 'minutes' | 'room' | 'place'>
    /** Who sit in it and are told, with what they take. */
    students: readonly Readonly<{student: string; exams: readonly string[]}>[]
    /** Students with a place in an applied plan whom it does not suit any more; they are placed elsewhere later. */
    promisedNotFitting: readonly string[]
    warnings: readonly Reason[]
  }>

/**
 * Moves a session in place or time with everybody in it, in one deed: room, duties, seats and oral slots (feature E7). Room,
 * people and every student's other exams, blocks and school days are checked first; each student and, once it is published,
 * each who is on duty gets one letter.
 *
 * @throws ExamError `session.not-found`, `session.not-yours`; `session.refused` with the reasons of `sessionConflicts`, of
 * `fittingReasons` for each student, `session.nothing-moves`, `session.closed`, `session.final`, `session.reason-needed`,
 * `session.too-many-seated`
 */
export async function moveSession(
  ctx: Context<EnrolmentStores>,
  input: z.input<typeof MoveSession>,
): Promise<MovedSession> {
  const wanted = parsed(MoveSession, input)
  if (wanted.dryRun) {
    return ctx.read('plan.read', async (stores, access) => preview(stores, await prepare(stores, access, wanted)))
  }
  return moveHeld(ctx, wanted)
}

/** Moves a session with everybody in it, once it is known where to. @throws as {@link moveSession} */
export async function moveHeld(ctx: Context<EnrolmentStores>, wanted: MoveSession): Promise<MovedSession> {
  return holding(async () => {
    const hold = await ctx.read('plan.read', async (stores, access) => {
      const hand = await sessionAtHand(stores, access, wanted.session)
      return holdSession(stores, hand, [(await movedWish(stores, hand, wanted)).room])
    })
    return ctx.write('session.change', {lock: hold.lock}, (stores, entry) => carryOut(ctx, stores, entry, wanted, hold))
  })
}

type Prepared = SessionAtHand &
  Readonly<{
    wish: SessionWish
    before: SessionSheet
    warnings: readonly Reason[]
    promisedNotFitting: readonly string[]
  }>

/** Checks everything; the same for the deed and its preview. */
async function prepare(stores: EnrolmentStores, access: Access, wanted: MoveSession): Promise<Prepared> {
  const hand = await sessionAtHand(stores, access, wanted.session)
  const wish = await movedWish(stores, hand, wanted)
  const {policy} = await theInstitution(stores)
  const around = await surroundingsOf(stores, wish)
  refuseIfAny('session', [
    ...stateReasons(hand.session, access, wanted.reason),
    ...nothingMoves(hand, wish),
    ...tooManySeated(hand, wish),
    ...sessionConflicts(wish, around),
    ...(await misfits(stores, hand, wish, {travel: around.travel, override: wanted.override && wanted.reason !== ''})),
  ])
  return {
    ...hand,
    wish,
    before: await sessionSheet(stores, hand.session),
    warnings: await durationWarnings(stores, wish, policy.betweenExamsMinutes),
    promisedNotFitting: await notFitting(stores, hand, wish, around.travel),
  }
}

async function carryOut(
  ctx: Context<EnrolmentStores>,
  stores: EnrolmentStores,
  entry: Entry,
  wanted: MoveSession,
  hold: Hold,
): Promise<MovedSession> {
  const prepared = await prepare(stores, entry, wanted)
  mustCover(hold, prepared)
  const {session, wish} = prepared
  const was = await openBook(stores, entry.now, hold.scope)
  const duties = await dutyPlaces(stores, [session])
  await rewriteSession(ctx, stores, entry, prepared, wish)
  const is = await openBook(stores, entry.now, hold.scope)
  entry.note({
    about: ['session', session.id],
    facts: {
      code: session.code,
      startsAt: wish.span.startsAt,
      was: session.startsAt,
      room: wish.room?.code ?? null,
      minutes: wish.moment.minutes,
      students: prepared.seated.length,
    },
    ...(wanted.reason === '' ? {} : {text: wanted.reason}),
  })
  const answer = await preview(stores, prepared)
  const told = isTold(session)
    ? movedDuties(duties, await dutyPlaces(stores, [await stores.sessions.get(session.id)]), wanted.reason)
    : []
  await stores.outbox.post([...letters(prepared, was, is, wanted.reason), ...told])
  return answer
}

async function preview(
  stores: EnrolmentStores,
  {session, seated, wish, before, warnings, promisedNotFitting}: Prepared,
): Promise<MovedSession> {
  const now = {
    ...session,
    onDate: wish.moment.on,
    fromTime: wish.moment.from,
    minutes: wish.moment.minutes,
    ...wish.span,
    roomId: wish.room?.id ?? null,
    locationId: wish.room?.locationId ?? session.locationId,
    place: wish.place,
  }
  const {on, from, until, minutes, room, place} = before
  return {
    ...(await sessionSheet(stores, (await changed(stores, session.version, session.id)) ?? now)),
    before: {on, from, until, minutes, room, place},
    students: seated.map(({student, exams}) => ({student, exams})),
    promisedNotFitting,
    warnings,
  }
}

/** The session as it was written, once it is. */
async function changed(stores: EnrolmentStores, version: number, id: string) {
  const current = await stores.sessions.get(id)
  return current.version > version ? current : undefined
}

/** One letter for each student, with all he takes there. */
function letters({session, seated}: SessionAtHand, was: SeatBook, is: SeatBook, reason: string): QueuedLetter[] {
  return seated.flatMap(({personId}): QueuedLetter[] => {
    const [before, after] = [seatLetter(was, session.id, personId), seatLetter(is, session.id, personId)]
    if (!before || !after) return []
    const data = {before, after, reason, ...beforeExam(is, session.id, personId)}
    return [{person: personId, letter: 'enrolment-moved', data}]
  })
}

function nothingMoves({session, held}: SessionAtHand, wish: SessionWish): Reason[] {
  const same =
    session.startsAt === wish.span.startsAt &&
    session.minutes === wish.moment.minutes &&
    held.room?.id === wish.room?.id &&
    held.place === wish.place
  return same
    ? [
        {
          code: 'session.nothing-moves',
          message: 'Nothing changes; say where or when with --on, --from, --minutes, --room or --place.',
        },
      ]
    : []
}

function tooManySeated({held, seated}: SessionAtHand, {room, capacity}: SessionWish): Reason[] {
  if (seated.length <= capacity || held.kind === 'oral') return []
  return [
    {
      code: 'session.too-many-seated',
      message: `${seated.length} students are seated, and there is a place for ${capacity}${room ? ` in ${room.code}` : ''}.`,
    },
  ]
}
