import type {Context} from '../context.ts'
import {type Candidate, rosterOf} from '../delivery/lists/roster.ts'
import {requirePost} from '../delivery/lists/session-staff.ts'
import type {Hasher} from '../ports.ts'
import {listName} from '../institution/people/names.ts'
import type {SeatId} from '../ids.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import type {Session} from '../planning/model.ts'
import {timeOf, type WallTime} from '../time.ts'
import type {Credential} from './model.ts'
import type {Secrets} from './ports.ts'

/** Ten digits: easily typed, and too many to guess at the pace that the start page allows. */
const DIGITS = 10

/** What stands on a student's slip; `code` opens his exams of this session on the start page. */
export type Slip = Readonly<{
  student: string
  name: string
  seat: string | null
  code: string
  exams: readonly Readonly<{exam: string; name: string; from: WallTime; until: WallTime}>[]
}>
/** The slips of a session in the order of names; `made` is false while not every code works yet. */
export type SessionSlips = Readonly<{session: string; room: string | null; made: boolean; slips: readonly Slip[]}>

/**
 * The code of a seat. It follows from the installation's key and is kept nowhere; the store holds its hash.
 */
export function slipCode(secrets: Pick<Secrets, 'digitsFor'>, seat: SeatId): string {
  return secrets.digitsFor('slip', seat, DIGITS)
}

/** What is kept of a code that is typed with or without spaces. */
export function slipHash({sha256}: Hasher, code: string): string {
  return sha256(`slip ${code.replaceAll(/\D/g, '')}`)
}

/** A few letters of a code's hash: enough to find a slip that was scanned among those of a session, not to know its code. */
export function slipMark(hash: Hasher, code: string): string {
  return slipHash(hash, code).slice(0, 8)
}

/**
 * Makes the codes of a session's slips work, for everybody who has a seat now; who lost his seat loses his code. Made again
 * they stay the same.
 *
 * @throws ExamError `session.not-found`; as `requirePost`, for the lead
 */
export async function makeSlips(
  ctx: Context<LifecycleStores>,
  secrets: Secrets,
  {session: key, reason}: Readonly<{session: string; reason?: string | undefined}>,
): Promise<SessionSlips> {
  return ctx.write('slip.make', {}, async (stores, entry) => {
    const session = await stores.sessions.get(key)
    await requirePost(stores, entry, {session, post: 'lead', reason: reason ?? 'slips'})
    const roster = await rosterOf(stores, session)
    const wanted = new Map(
      seatsOf(roster).map(({seat, person}) => [slipHash(ctx.hash, slipCode(secrets, seat.id)), person.id]),
    )
    const kept = await stores.credentials.all({kind: 'slip', sessionId: session.id})
    const over = kept.filter(({secret}) => !wanted.has(secret)).map(({id}) => id)
    if (over.length > 0) await stores.credentials.changeAll({id: over}, {endedAt: entry.now})
    const known = new Set(kept.map(({secret}) => secret))
    await stores.credentials.add(
      [...wanted]
        .filter(([secret]) => !known.has(secret))
        .map(([secret, personId]): Credential => {
          const at = {lastStep: 0, failures: 0, blockedUntil: null, createdAt: entry.now, endedAt: null}
          return {id: ctx.ids.next<string>(), personId, kind: 'slip', secret, sessionId: session.id, ...at}
        }),
    )
    entry.note({about: ['session', session.id], facts: {code: session.code, slips: wanted.size}})
    return sheetOf(stores, secrets, {session, roster, made: true})
  })
}

/** The slips of a session as they would be printed now. @throws ExamError `session.not-found`; as `requirePost`, for the lead */
export async function showSlips(
  ctx: Context<LifecycleStores>,
  secrets: Secrets,
  {session: key}: Readonly<{session: string}>,
): Promise<SessionSlips> {
  return ctx.read('report.read', async (stores, access) => {
    const session = await stores.sessions.get(key)
    await requirePost(stores, access, {session, post: 'lead', reason: 'slips'})
    const roster = await rosterOf(stores, session)
    const kept = new Set(
      (await stores.credentials.all({kind: 'slip', sessionId: session.id})).map(({secret}) => secret),
    )
    const made = seatsOf(roster).every(({seat}) => kept.has(slipHash(ctx.hash, slipCode(secrets, seat.id))))
    return sheetOf(stores, secrets, {session, roster, made})
  })
}

type Seated = Candidate & Readonly<{seat: NonNullable<Candidate['seat']>}>

/** One candidate of each seat. */
function seatsOf(roster: readonly Candidate[]): readonly Seated[] {
  const seated = roster.filter((each): each is Seated => each.seat !== undefined)
  return [...new Map(seated.map((each) => [each.seat.id, each])).values()]
}

type Sheet = Readonly<{session: Session; roster: readonly Candidate[]; made: boolean}>

async function sheetOf(
  {rooms}: LifecycleStores,
  secrets: Secrets,
  {session, roster, made}: Sheet,
): Promise<SessionSlips> {
  const [room] = session.roomId === null ? [] : await rooms.history({id: session.roomId})
  const slips = seatsOf(roster).map(({seat, person}) => ({
    student: person.studentNumber ?? '',
    name: listName(person),
    seat: seat.label,
    code: slipCode(secrets, seat.id),
    exams: roster
      .filter((each) => each.seat?.id === seat.id)
      .map(({exam, startsAt, endsAt}) => ({
        exam: exam.code,
        name: exam.name,
        from: timeOf(startsAt, session.zone),
        until: timeOf(endsAt, session.zone),
      })),
  }))
  return {session: session.code, room: room?.code ?? null, made, slips}
}
