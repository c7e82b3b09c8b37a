import {LANGUAGES} from '../../../src/letters/letter.ts'
import {endSession} from '../../../src/sign-in/end-session.ts'
import {startPage} from '../../menu.ts'
import {act, type Answer, leadTo, page, type Route} from '../../route.ts'
import type {Visit} from '../../visit.ts'

async function signOut({served, session, cookies}: Visit): Promise<Answer> {
  if (session !== null) await endSession(served.system, session)
  cookies.signOut()
  return leadTo('/sign-in', 'signed-out')
}

function chooseLanguage({form, cookies, query}: Visit): Answer {
  const chosen = LANGUAGES.find((language) => language === form.get('language'))
  if (chosen) cookies.language(chosen)
  return leadTo(query('to') ?? '/')
}

/** The way in, the way out, and the language of this browser. */
export const doors: readonly Route[] = [
  page('/', {audience: 'signed-in', right: null}, ({me}) => leadTo(startPage(me?.actor.roles ?? []))),
  act('/sign-out', {audience: 'anyone', right: null}, signOut),
  act('/language', {audience: 'anyone', right: null}, chooseLanguage),
]
