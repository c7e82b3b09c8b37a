import {ExamError} from '../src/errors.ts'

type Sent = Readonly<{origin: string; header: (name: string) => string | undefined}>

/**
 * Refuses what another site had a browser send (CSRF): by `Sec-Fetch-Site`, which no script can set, else by `Origin`; a
 * form with neither is refused too, since every browser of today sends one of them.
 *
 * @throws ExamError `form.elsewhere`
 */
export function checkOrigin({origin, header}: Sent): void {
  const site = header('sec-fetch-site')
  const from = header('origin')
  if (site === undefined ? from === origin : site === 'same-origin' && (from === undefined || from === origin)) return
  throw new ExamError('forbidden', 'form.elsewhere', 'This request did not come from one of our own pages.')
}

/** The form token of a session; whoever has not seen a page of it does not know it. */
export function formTokenOf(hash: (text: string) => string, sessionToken: string | undefined): string {
  return sessionToken === undefined ? '' : hash(`form ${sessionToken}`).slice(0, 32)
}

/** @throws ExamError `form.stale` for a form of another session, such as one from before signing in again */
export function checkForm(sent: string, expected: string, equal: (one: string, other: string) => boolean): void {
  if (expected === '' || equal(sent, expected)) return
  throw new ExamError('forbidden', 'form.stale', 'This page is from another session; load it again.')
}
