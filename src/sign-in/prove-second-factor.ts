import type {Context, Entry} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {PersonId} from '../ids.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import type {Cipher} from '../ports.ts'
import {countFailure, mayTry} from './failures.ts'
import type {WebSession} from './model.ts'
import type {SignInPorts} from './ports.ts'
import {secretPlace} from './secret-place.ts'
import {type Begun, beginSession} from './web-session.ts'

/** What reads the codes of an app: its secret is sealed. */
type Ports = Pick<Cipher, 'open'> & Pick<SignInPorts, 'codes'>

/**
 * The second step: a code of the authenticator app, or one of the recovery codes, each once. The session begins anew with
 * another token.
 *
 * @throws ExamError `sign-in.wrong-code`
 */
export async function proveSecondFactor(
  ctx: Context<LifecycleStores>,
  {secrets, cipher, codes}: Pick<SignInPorts, 'secrets' | 'cipher' | 'codes'>,
  {session, code}: Readonly<{session: WebSession; code: string}>,
): Promise<Begun> {
  const {open} = await cipher()
  const begun = await ctx.write('sign-in.prove', {lock: {person: [session.personId]}}, async (stores, entry) => {
    if (session.step !== 'second-factor') return undefined
    const right = await isSecondFactor(ctx, stores, {ports: {open, codes}, entry}, {person: session.personId, code})
    if (!right) return undefined
    await stores.webSessions.change(session.id, {endedAt: entry.now})
    const ways = {ids: ctx.ids, hash: ctx.hash, secrets}
    return beginSession(stores, ways, entry, {person: session.personId, step: 'done', means: session.means})
  })
  if (begun) return begun
  throw new ExamError(
    'refused',
    'sign-in.wrong-code',
    'That code is not right, or was used before. Wait for the next one.',
  )
}

/** Whether it is a second factor of the person: a code of his app, or a recovery code; either works once. Needs his lock. */
export async function isSecondFactor(
  {hash}: Pick<Context<LifecycleStores>, 'hash'>,
  stores: Pick<LifecycleStores, 'credentials'>,
  {ports, entry}: Readonly<{ports: Ports; entry: Entry}>,
  {person, code}: Readonly<{person: PersonId; code: string}>,
): Promise<boolean> {
  const typed = code.replaceAll(/[\s-]/g, '').toUpperCase()
  return /^\d{6}$/.test(typed)
    ? isAppCode(stores, ports, entry, {person, code: typed})
    : isRecoveryCode(stores, entry, person, hash.sha256(typed))
}

/** Whether it is a code of the person's app that was not used before; a wrong one is counted. */
async function isAppCode(
  stores: Pick<LifecycleStores, 'credentials'>,
  {open, codes}: Ports,
  {now, note}: Pick<Entry, 'now' | 'note'>,
  {person, code}: Readonly<{person: PersonId; code: string}>,
): Promise<boolean> {
  const [kept] = await stores.credentials.all({personId: person, kind: 'totp'})
  if (!kept || !mayTry(kept, now)) return false
  const step = codes.check(open(kept.secret, secretPlace(kept.id)), code, now)
  const right = step !== null && step > kept.lastStep
  note({about: ['credential', kept.id], for: person, facts: {kind: 'totp', right}})
  if (right) await stores.credentials.change(kept.id, {lastStep: step, failures: 0, blockedUntil: null})
  else await countFailure(stores, kept, now)
  return right
}

async function isRecoveryCode(
  stores: Pick<LifecycleStores, 'credentials'>,
  {now, note}: Entry,
  person: PersonId,
  secret: string,
): Promise<boolean> {
  const [kept] = await stores.credentials.all({personId: person, kind: 'recovery-code', secret})
  const [app] = await stores.credentials.all({personId: person, kind: 'totp'})
  if (!kept || (app && !mayTry(app, now))) {
    if (app) await countFailure(stores, app, now)
    return false
  }
  await stores.credentials.change(kept.id, {endedAt: now})
  note({about: ['credential', kept.id], for: person, facts: {kind: 'recovery-code', right: true}})
  return true
}
