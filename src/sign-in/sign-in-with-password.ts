import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import {countFailure, mayTry} from './failures.ts'
import {needsSecondFactor, personsMeant} from './find-person.ts'
import type {SignInPorts} from './ports.ts'
import {type Begun, beginSession} from './web-session.ts'

/**
 * The first step of signing in with a password; the second factor follows. Nobody, no password, a wrong one and too many
 * tries are answered alike, after as much work.
 *
 * @throws ExamError `sign-in.wrong`
 */
export async function signInWithPassword(
  ctx: Context<LifecycleStores>,
  {secrets, passwords}: Pick<SignInPorts, 'secrets' | 'passwords'>,
  {who, password}: Readonly<{who: string; password: string}>,
): Promise<Begun> {
  const known = await ctx.read('operation.read', async (stores, {now}) => {
    const [person, ...others] = await personsMeant(stores, who)
    if (person === undefined || others.length > 0 || !needsSecondFactor(person)) return undefined
    const [kept] = await stores.credentials.all({personId: person.id, kind: 'password'})
    const [totp] = await stores.credentials.all({personId: person.id, kind: 'totp'})
    return kept && totp && mayTry(kept, now) ? {person, kept} : undefined
  })
  const right = await passwords.verify(known?.kept.secret ?? null, password)
  const begun = await ctx.write('sign-in.begin', {}, async (stores, entry) => {
    if (!known) return undefined
    const {person, kept} = known
    if (!right) {
      await countFailure(stores, await stores.credentials.get(kept.id), entry.now)
      entry.note({about: ['credential', kept.id], for: person.id, facts: {kind: 'password', right: false}})
      return undefined
    }
    await stores.credentials.change(kept.id, {failures: 0, blockedUntil: null})
    const ways = {ids: ctx.ids, hash: ctx.hash, secrets}
    return beginSession(stores, ways, entry, {person: person.id, step: 'second-factor', means: 'password'})
  })
  if (begun) return begun
  throw new ExamError('refused', 'sign-in.wrong', 'That is not right. Try again, or let us mail you a link.')
}
