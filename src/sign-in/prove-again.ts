import type {Context} from '../context.ts'
import {ExamError} from '../errors.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import {isOwnPin} from './duty-pass.ts'
import type {WebSession} from './model.ts'
import type {SignInPorts} from './ports.ts'
import {isSecondFactor} from './prove-second-factor.ts'

/**
 * Proves once more who sits at a browser before he does something that counts as his signature (design §4): by the code of
 * his app or a recovery code, with a duty pass by its PIN. Wrong ones are counted as at signing in.
 *
 * @throws ExamError `sign-in.wrong-code`, `sign-in.wrong-pin`
 */
export async function proveAgain(
  ctx: Context<LifecycleStores>,
  {cipher, codes}: Pick<SignInPorts, 'cipher' | 'codes'>,
  {session, code}: Readonly<{session: WebSession; code: string}>,
): Promise<void> {
  const {open} = await cipher()
  const withPin = session.means === 'duty-pass'
  const right = await ctx.write('sign-in.prove', {lock: {person: [session.personId]}}, async (stores, entry) => {
    if (session.step !== 'done') return false
    if (withPin) return isOwnPin(ctx, stores, entry, {session, pin: code})
    return isSecondFactor(ctx, stores, {ports: {open, codes}, entry}, {person: session.personId, code})
  })
  if (right) return
  throw withPin
    ? new ExamError('refused', 'sign-in.wrong-pin', 'That PIN is not right.')
    : new ExamError(
        'refused',
        'sign-in.wrong-code',
        'That code is not right, or was used before. Wait for the next one.',
      )
}
