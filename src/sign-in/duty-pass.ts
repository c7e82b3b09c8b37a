import type {Context, Entry} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {PersonId, SessionId} from '../ids.ts'
import type {Person} from '../institution/model.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import type {Session, SessionDuty} from '../planning/model.ts'
import {type Instant, plusMinutes} from '../time.ts'
import {countFailure, mayTry} from './failures.ts'
import {secretOfLetter} from './letter-secret.ts'
import type {Credential, WebSession} from './model.ts'
import type {Secrets} from './ports.ts'
import {type Begun, beginSession} from './web-session.ts'

/** From so long before the session until so long after it, or until its report is closed. */
const BEFORE_MINUTES = 60
const AFTER_MINUTES = 4 * 60
/** Enough letters of the token that nobody guesses it, few enough for a small code on paper. */
const TOKEN_LETTERS = 22
const OPEN: readonly Session['state'][] = ['published', 'final', 'running']

/** What stands on the session sheet, and who was sent a PIN to go with it. */
export type DutyPass = Readonly<{session: string; path: string; sent: readonly string[]}>

/**
 * Gives the externals on duty at a session their pass: a code on the session sheet for all, and a PIN by mail for each.
 * Earlier PINs of theirs for this session end. Other staff sign in as themselves.
 *
 * @throws ExamError `session.not-found`, `duty-pass.refused` with `duty-pass.no-externals` or `duty-pass.not-your-session`
 */
export async function giveDutyPass(
  ctx: Context<LifecycleStores>,
  secrets: Secrets,
  {session: key}: Readonly<{session: string}>,
): Promise<DutyPass> {
  return ctx.write('duty-pass.give', {}, async (stores, entry) => {
    const session = await stores.sessions.get(key)
    const duties = await stores.duties.all({sessionId: session.id})
    if (entry.role === 'lead') requireLead(duties, entry.person)
    const people = await stores.persons.all({id: duties.map(({personId}) => personId), kind: 'external', endedAt: null})
    if (people.length === 0)
      throw refused(
        'duty-pass.no-externals',
        `Nobody from outside is on duty at ${session.code}; staff sign in as themselves.`,
      )
    await stores.credentials.changeAll({kind: 'duty-pin', sessionId: session.id}, {endedAt: entry.now})
    const pins = newPins(ctx, secrets, session.id, people, entry.now)
    await stores.credentials.add(pins)
    const sent = people.map(({staffCode}) => staffCode ?? '').toSorted()
    entry.note({about: ['session', session.id], facts: {sent}})
    const from = plusMinutes(session.startsAt, -BEFORE_MINUTES)
    await stores.outbox.post(
      pins.map(({id, personId}) => {
        return {
          person: personId,
          letter: 'duty-pin',
          data: {session: session.code, from, secretOf: {purpose: 'duty-pin', id}},
        }
      }),
    )
    return {session: session.code, path: dutyPassPath(secrets, session.id), sent}
  })
}

/** The address of a session's pass, below that of the pages. */
export function dutyPassPath(secrets: Secrets, session: SessionId): string {
  return `/duty/${session}/${secrets.tokenFor('duty', session).slice(0, TOKEN_LETTERS)}`
}

/** A PIN differs from the others of its session, so that it says who comes. */
function newPins(
  ctx: Context<LifecycleStores>,
  secrets: Secrets,
  sessionId: SessionId,
  people: readonly Person[],
  createdAt: Instant,
): readonly Credential[] {
  const pins = new Map<string, Credential>()
  for (const {id: personId} of people)
    for (let made = false; !made;) {
      const id = ctx.ids.next<string>()
      const secret = fingerprint(ctx, sessionId, secretOfLetter(secrets, {purpose: 'duty-pin', id}))
      made = !pins.has(secret)
      if (made)
        pins.set(secret, {
          id,
          personId,
          kind: 'duty-pin',
          secret,
          sessionId,
          lastStep: 0,
          failures: 0,
          blockedUntil: null,
          createdAt,
          endedAt: null,
        })
    }
  return [...pins.values()]
}

/** Whether this is the PIN with which a session of a duty pass was begun; wrong ones are counted. Needs the person's lock. */
export async function isOwnPin(
  ctx: Pick<Context<LifecycleStores>, 'hash'>,
  {credentials}: Pick<LifecycleStores, 'credentials'>,
  {now, note}: Pick<Entry, 'now' | 'note'>,
  {session, pin}: Readonly<{session: WebSession; pin: string}>,
): Promise<boolean> {
  const {personId, sessionId} = session
  if (sessionId === null) return false
  const [mine] = await credentials.all({kind: 'duty-pin', sessionId, personId})
  if (!mine || !mayTry(mine, now)) return false
  const right = mine.secret === fingerprint(ctx, sessionId, pin.replaceAll(/\s/g, ''))
  note({about: ['credential', mine.id], for: personId, facts: {kind: 'duty-pin', right}})
  if (right) await credentials.change(mine.id, {failures: 0, blockedUntil: null})
  else await countFailure({credentials}, mine, now)
  return right
}

function fingerprint({hash}: Pick<Context<LifecycleStores>, 'hash'>, session: SessionId, pin: string): string {
  return hash.sha256(`${session} ${pin}`)
}

/**
 * Signs in with a pass: the code of the sheet and one's own PIN, which count as two factors. It opens this session and
 * nothing else, from an hour before until its report is closed. Whatever is wrong is told alike.
 *
 * @throws ExamError `sign-in.wrong-pin`
 */
export async function useDutyPass(
  ctx: Context<LifecycleStores>,
  secrets: Secrets,
  {session: id, token, pin}: Readonly<{session: string; token: string; pin: string}>,
): Promise<Begun> {
  const path = `/duty/${id}/${token}`
  const begun = await ctx.write('sign-in.begin', {}, async (stores, entry) => {
    const [session] = await stores.sessions.all({id: id as SessionId})
    if (!session || !secrets.equal(path, dutyPassPath(secrets, session.id)) || !isOpen(session, entry.now))
      return undefined
    const pins = await stores.credentials.all({kind: 'duty-pin', sessionId: session.id})
    const secret = fingerprint(ctx, session.id, pin.replaceAll(/\s/g, ''))
    const mine = pins.find((each) => each.secret === secret && mayTry(each, entry.now))
    const duties = mine ? await stores.duties.all({sessionId: session.id, personId: mine.personId}) : []
    if (!mine || duties.length === 0) {
      for (const each of pins) if (mayTry(each, entry.now)) await countFailure(stores, each, entry.now)
      entry.note({about: ['session', session.id], facts: {kind: 'duty-pin', right: false}})
      return undefined
    }
    await stores.credentials.change(mine.id, {failures: 0, blockedUntil: null})
    const duty = {session: session.id, until: plusMinutes(session.endsAt, AFTER_MINUTES)}
    const ways = {ids: ctx.ids, hash: ctx.hash, secrets}
    return beginSession(stores, ways, entry, {person: mine.personId, step: 'done', means: 'duty-pass', duty})
  })
  if (begun) return begun
  throw new ExamError('refused', 'sign-in.wrong-pin', 'That PIN is not right, or the session is not open now.')
}

function isOpen({state, startsAt, endsAt}: Session, now: Instant): boolean {
  return (
    OPEN.includes(state) && plusMinutes(startsAt, -BEFORE_MINUTES) <= now && now < plusMinutes(endsAt, AFTER_MINUTES)
  )
}

function requireLead(duties: readonly SessionDuty[], person: PersonId | null): void {
  if (duties.some(({personId, duty}) => personId === person && (duty === 'lead' || duty === 'exam-leader'))) return
  throw refused('duty-pass.not-your-session', 'You do not lead this session.')
}

function refused(code: string, message: string): ExamError {
  return new ExamError('refused', 'duty-pass.refused', message, {reasons: [{code, message}]})
}
