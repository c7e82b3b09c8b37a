import type {Context} from '../context.ts'
import {type Reason, ExamError, refuseIfAny} from '../errors.ts'
import {fullName} from '../institution/people/names.ts'
import {theInstitution} from '../institution/the-institution.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import type {Credential, WebSession} from './model.ts'
import type {SignInPorts} from './ports.ts'
import {secretPlace} from './secret-place.ts'
import {type Begun, beginSession} from './web-session.ts'

/** Without composition rules: length is what counts (NIST 800-63B, ASVS 6.2). */
const LEAST_LETTERS = 12
const MOST_LETTERS = 200
const RECOVERY_CODES = 8
const RECOVERY_LETTERS = 10

/** What an app must read to make this person's codes. */
export type AppSecret = Readonly<{secret: string; address: string; picture: string}>

/** The secret of an app that is being set up. It follows from the session, so that it is nowhere before it is proved. */
export async function offeredSecret(
  ctx: Context<LifecycleStores>,
  {secrets, codes, qr}: Pick<SignInPorts, 'secrets' | 'codes' | 'qr'>,
  session: WebSession,
): Promise<AppSecret> {
  const secret = codes.secretOf(secrets.tokenFor('totp', session.id))
  const {school, account} = await ctx.read('operation.read', async (stores) => {
    const person = await stores.persons.get(session.personId)
    return {school: (await theInstitution(stores)).name, account: person.staffCode ?? fullName(person)}
  })
  const address = codes.address(secret, account, school)
  return {secret, address, picture: await qr(address)}
}

/**
 * Sets up the sign-in of one who came by an invitation: an authenticator app, proved by a code, and a password if he wants
 * one. What he had before ends, and so do his other sessions. Answers recovery codes, which are shown this once.
 *
 * @throws ExamError `sign-in.refused` with `password.too-short`, `password.too-long`, `password.guessable`; `sign-in.wrong-code`
 */
export async function setUpSignIn(
  ctx: Context<LifecycleStores>,
  {secrets, cipher, passwords, codes}: SignInPorts,
  {session, code, password}: Readonly<{session: WebSession; code: string; password: string}>,
): Promise<Begun & Readonly<{recoveryCodes: readonly string[]}>> {
  const known = await ctx.read('operation.read', async (stores) => {
    const {staffCode, studentNumber, givenName, familyName, email} = await stores.persons.get(session.personId)
    const {name} = await theInstitution(stores)
    return [
      staffCode,
      studentNumber,
      givenName,
      familyName,
      email.split('@')[0],
      name,
      'ontrac',
      'wachtwoord',
      'password',
      'welkom',
      'qwerty',
      '12345',
    ]
  })
  if (password !== '')
    refuseIfAny(
      'sign-in',
      passwordReasons(
        password,
        known.filter((word) => word !== null && word !== undefined),
      ),
    )
  const hash = password === '' ? null : await passwords.hash(password)
  const secret = codes.secretOf(secrets.tokenFor('totp', session.id))
  const {seal} = await cipher()
  return ctx.write('sign-in.set-up', {lock: {person: [session.personId]}}, async (stores, entry) => {
    const step = session.step === 'set-up' ? codes.check(secret, code.replaceAll(/\s/g, ''), entry.now) : null
    if (step === null)
      throw new ExamError(
        'refused',
        'sign-in.wrong-code',
        'That code is not right. Look whether the clock of your phone is, and try the next one.',
      )
    const {personId} = session
    await stores.credentials.changeAll({personId, kind: ['password', 'totp', 'recovery-code']}, {endedAt: entry.now})
    await stores.webSessions.changeAll({personId}, {endedAt: entry.now})
    const made = (kind: Credential['kind'], kept: string, id = ctx.ids.next<string>(), lastStep = 0): Credential => {
      return {
        id,
        personId,
        kind,
        secret: kept,
        sessionId: null,
        lastStep,
        failures: 0,
        blockedUntil: null,
        createdAt: entry.now,
        endedAt: null,
      }
    }
    const recoveryCodes = Array.from({length: RECOVERY_CODES}, () => ctx.ids.code(RECOVERY_LETTERS))
    const app = ctx.ids.next<string>()
    await stores.credentials.add([
      made('totp', seal(secret, secretPlace(app)), app, step),
      ...recoveryCodes.map((each) => made('recovery-code', ctx.hash.sha256(each))),
      ...(hash === null ? [] : [made('password', hash)]),
    ])
    const ways = {ids: ctx.ids, hash: ctx.hash, secrets}
    const begun = await beginSession(stores, ways, entry, {person: personId, step: 'done', means: session.means})
    return {...begun, recoveryCodes}
  })
}

/** Why a password is not taken; none means that it is. `words` are those that anybody would guess of this person. */
export function passwordReasons(password: string, words: readonly string[]): readonly Reason[] {
  const reasons: Reason[] = []
  if (password.length < LEAST_LETTERS)
    reasons.push({
      code: 'password.too-short',
      message: `Choose a password of at least ${LEAST_LETTERS} letters; a sentence is easy to keep.`,
    })
  if (password.length > MOST_LETTERS)
    reasons.push({code: 'password.too-long', message: `Choose a password of at most ${MOST_LETTERS} letters.`})
  const left = words.reduce(
    (rest, word) => (word.length < 3 ? rest : rest.replaceAll(word.toLowerCase(), '')),
    password.toLowerCase(),
  )
  if (password.length >= LEAST_LETTERS && (left.length < LEAST_LETTERS / 2 || new Set(left).size < 5))
    reasons.push({
      code: 'password.guessable',
      message: 'This password is easily guessed: choose words that say nothing about you or the school.',
    })
  return reasons
}
