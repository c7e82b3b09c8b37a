/** @jsxImportSource hono/jsx */
import {useDutyPass} from '../../../src/sign-in/duty-pass.ts'
import {SIGN_IN} from '../../../src/texts/sign-in.ts'
import {Button, Field, Form} from '../../parts/form.tsx'
import {act, type Answer, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'
import {begin, counted} from './sign-in.tsx'

const ANYONE = {audience: 'anyone', right: null} as const
const PATH = '/duty/:session/:token'

function ask(visit: Visit): Answer {
  const t = SIGN_IN[visit.language]
  const body = (
    <>
      <h1>{t.dutyTitle}</h1>
      <p>{t.dutyText}</p>
      <Form visit={visit} to={`/duty/${visit.param('session')}/${visit.param('token')}`}>
        <Field
          visit={visit}
          name="pin"
          label={t.pin}
          value=""
          inputmode="numeric"
          autocomplete="one-time-code"
          required
          maxlength={10}
          autofocus
        />
        <Button>{t.open}</Button>
      </Form>
    </>
  )
  return {title: t.dutyTitle, body}
}

async function open(visit: Visit): Promise<Answer> {
  const {served, param, form} = visit
  const pass = {session: param('session'), token: param('token'), pin: form.get('pin')}
  return begin(visit, await counted(visit, () => useDutyPass(served.system, served.ports.secrets, pass)))
}

/** Signing in with a duty pass: its code was scanned from the session sheet. */
export const dutyPass: readonly Route[] = [page(PATH, ANYONE, ask), act(PATH, {...ANYONE, again: ask}, open)]
