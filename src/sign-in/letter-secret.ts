import type {SecretOf} from '../operation/write-mail.ts'
import type {Secrets} from './ports.ts'

/** Digits of a PIN to sign in with on duty; few tries are allowed. */
const PIN_DIGITS = 6

/** What a letter's secret is, told by its purpose: the token of a link, or the digits of a PIN. */
export function secretOfLetter(secrets: Secrets, {purpose, id}: SecretOf): string {
  return purpose === 'link' ? secrets.tokenFor('link', id) : secrets.digitsFor('duty-pin', id, PIN_DIGITS)
}
