/** @jsxImportSource hono/jsx */
import {ExamError} from '../../../src/errors.ts'
import {askLink} from '../../../src/sign-in/ask-link.ts'
import {signInWithPassword} from '../../../src/sign-in/sign-in-with-password.ts'
import {spendLink} from '../../../src/sign-in/spend-link.ts'
import type {Begun} from '../../../src/sign-in/web-session.ts'
import {SIGN_IN} from '../../../src/texts/sign-in.ts'
import {startPage} from '../../menu.ts'
import {Button, Field, Form} from '../../parts/form.tsx'
import {act, type Answer, type Led, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

const ANYONE = {audience: 'anyone', right: null} as const
/** Everybody waits so long for the answer, whether he is known or not (no user enumeration). */
const ASK_MILLISECONDS = 300

function show(visit: Visit): Answer {
  const {language, me, session} = visit
  if (me !== null && session?.step === 'done' && visit.problem === undefined) return leadTo(startPage(me.actor.roles))
  const t = SIGN_IN[language]
  const body = (
    <>
      <h1>{t.title}</h1>
      <Form visit={visit} to="/sign-in/mail" class="card">
        <Field
          visit={visit}
          name="who"
          label={t.who}
          hint={t.whoHint}
          autocomplete="username"
          required
          maxlength={120}
        />
        <Button>{t.mailLink}</Button>
      </Form>
      <details class="card quiet" open={visit.path === '/sign-in/password'}>
        <summary>{t.withPassword}</summary>
        <Form visit={visit} to="/sign-in/password">
          <p class="hint">{t.staffOnly}</p>
          <Field visit={visit} name="staff" label={t.who} autocomplete="username" required maxlength={120} />
          <Field
            visit={visit}
            name="password"
            type="password"
            label={t.password}
            autocomplete="current-password"
            required
            maxlength={200}
          />
          <Button>{t.signIn}</Button>
        </Form>
      </details>
    </>
  )
  return {title: t.title, body}
}

async function mail(visit: Visit): Promise<Answer> {
  const {served, arrival, pace, form} = visit
  pace.take('asked-link', arrival.address)
  await Promise.all([askLink(served.system, served.ports.secrets, form.get('who')), pause(ASK_MILLISECONDS)])
  return leadTo('/sign-in/mailed')
}

function mailed({language}: Visit): Answer {
  const t = SIGN_IN[language]
  const body = (
    <>
      <h1>{t.mailedTitle}</h1>
      <p>{t.mailed}</p>
      <p class="soft">{t.mailedNot}</p>
    </>
  )
  return {title: t.mailedTitle, body}
}

function link(visit: Visit): Answer {
  const t = SIGN_IN[visit.language]
  const body = (
    <>
      <h1>{t.linkTitle}</h1>
      <p>{t.linkText}</p>
      <Form visit={visit} to="/sign-in/link">
        <input type="hidden" name="token" value={visit.param('token')} />
        <Button>{t.linkButton}</Button>
      </Form>
    </>
  )
  return {title: t.linkTitle, body}
}

async function useLink(visit: Visit): Promise<Answer> {
  const {served, form} = visit
  const begun = await counted(visit, () => spendLink(served.system, served.ports.secrets, form.get('token')))
  return begin(visit, begun)
}

async function password(visit: Visit): Promise<Answer> {
  const {served, form} = visit
  const asked = {who: form.get('staff'), password: form.get('password')}
  return begin(visit, await counted(visit, () => signInWithPassword(served.system, served.ports, asked)))
}

/** Sets the session's cookie and leads on: to the second step, to setting it up, or in. */
export function begin(visit: Visit, {token, session}: Begun): Led {
  visit.cookies.signIn(token, session.expiresAt)
  if (session.step === 'done') return leadTo('/')
  return leadTo(session.step === 'set-up' ? '/sign-in/set-up' : '/sign-in/second-factor')
}

/** Counts what fails by the address from which it comes, and stops looking when that is too often (design rule 23). */
export async function counted<T>({pace, arrival}: Visit, work: () => Promise<T>): Promise<T> {
  pace.check('failed-sign-in', arrival.address)
  try {
    return await work()
  } catch (error) {
    if (error instanceof ExamError && error.kind === 'refused') pace.take('failed-sign-in', arrival.address)
    throw error
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Signing in by a mailed link or a password. */
export const signIn: readonly Route[] = [
  page('/sign-in', ANYONE, show),
  act('/sign-in/mail', {...ANYONE, again: show}, mail),
  page('/sign-in/mailed', ANYONE, mailed),
  page('/sign-in/link/:token', ANYONE, link),
  act('/sign-in/link', {...ANYONE, again: show}, useLink),
  act('/sign-in/password', {...ANYONE, again: show}, password),
]
