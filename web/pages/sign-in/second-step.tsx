/** @jsxImportSource hono/jsx */
import {raw} from 'hono/html'
import {proveSecondFactor} from '../../../src/sign-in/prove-second-factor.ts'
import {offeredSecret, setUpSignIn} from '../../../src/sign-in/set-up-sign-in.ts'
import {SIGN_IN} from '../../../src/texts/sign-in.ts'
import {Button, Field, Form} from '../../parts/form.tsx'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import {signedIn, type Visit} from '../../visit.ts'
import {begin, counted} from './sign-in.tsx'

const HALF_WAY = {audience: 'half-signed-in', right: null} as const

function askCode(visit: Visit): Answer {
  const {step} = signedIn(visit).session
  if (step === 'set-up') return leadTo('/sign-in/set-up')
  const t = SIGN_IN[visit.language]
  const body = (
    <>
      <h1>{t.codeTitle}</h1>
      <p>{t.codeText}</p>
      <Form visit={visit} to="/sign-in/second-factor">
        <Field
          visit={visit}
          name="code"
          label={t.code}
          hint={t.codeHint}
          autocomplete="one-time-code"
          value=""
          required
          maxlength={20}
          autofocus
        />
        <Button>{t.confirm}</Button>
      </Form>
    </>
  )
  return {title: t.codeTitle, body}
}

async function prove(visit: Visit): Promise<Answer> {
  const {served, form} = visit
  const {session} = signedIn(visit)
  const begun = await counted(visit, () =>
    proveSecondFactor(served.system, served.ports, {session, code: form.get('code')}),
  )
  return begin(visit, begun)
}

async function askSetUp(visit: Visit): Promise<Answer> {
  const {session} = signedIn(visit)
  if (session.step !== 'set-up') return leadTo('/sign-in/second-factor')
  const {secret, picture} = await offeredSecret(visit.served.system, visit.served.ports, session)
  const t = SIGN_IN[visit.language]
  const wrongPassword = ['password.too-short', 'password.too-long', 'password.guessable']
  const body = (
    <>
      <h1>{t.setUpTitle}</h1>
      <Form visit={visit} to="/sign-in/set-up">
        <h2>1. {t.step1}</h2>
        <p>{t.step1Text}</p>
        <div class="qr" role="img" aria-label={t.qr}>
          {raw(picture)}
        </div>
        <p>
          {t.byHand} <code>{secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
        <h2>2. {t.step2}</h2>
        <Field
          visit={visit}
          name="code"
          label={t.code}
          value=""
          autocomplete="one-time-code"
          inputmode="numeric"
          required
          maxlength={10}
          about={['sign-in.wrong-code']}
        />
        <h2>3. {t.step3}</h2>
        <Field
          visit={visit}
          name="password"
          type="password"
          label={t.password}
          hint={t.step3Text}
          autocomplete="new-password"
          maxlength={200}
          about={wrongPassword}
        />
        <Button>{t.finish}</Button>
      </Form>
    </>
  )
  return {title: t.setUpTitle, body}
}

async function setUp(visit: Visit): Promise<Answer> {
  const {served, form, cookies} = visit
  const {session} = signedIn(visit)
  const wanted = {session, code: form.get('code'), password: form.get('password')}
  const done = await counted(visit, () => setUpSignIn(served.system, served.ports, wanted))
  cookies.signIn(done.token, done.session.expiresAt)
  const t = SIGN_IN[visit.language]
  const body = (
    <>
      <h1>{t.doneTitle}</h1>
      <h2>{t.recovery}</h2>
      <p>{t.recoveryText}</p>
      <ul class="codes">
        {done.recoveryCodes.map((code) => (
          <li>
            <code>{`${code.slice(0, 5)}-${code.slice(5)}`}</code>
          </li>
        ))}
      </ul>
      <p>
        <a class="button" href="/">
          {t.begin}
        </a>
      </p>
    </>
  )
  return {title: t.doneTitle, body}
}

/** What comes after a link or password for whoever is more than a student. */
export const secondStep: readonly Route[] = [
  page('/sign-in/second-factor', HALF_WAY, askCode),
  act('/sign-in/second-factor', {...HALF_WAY, again: askCode}, prove),
  page('/sign-in/set-up', HALF_WAY, askSetUp),
  act('/sign-in/set-up', {...HALF_WAY, again: askSetUp}, setUp),
]
