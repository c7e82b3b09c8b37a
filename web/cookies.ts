import type {Context as Request} from 'hono'
import {deleteCookie, getCookie, setCookie} from 'hono/cookie'
import {LANGUAGES, type Language} from '../src/letters/letter.ts'
import type {Cookies} from './visit.ts'

const LANGUAGE = 'ontrac-language'
const YEAR_SECONDS = 365 * 24 * 3600

/** `__Host-` binds the cookie to this host and https; without https browsers would not take it. */
function sessionCookie(https: boolean): string {
  return https ? '__Host-ontrac' : 'ontrac'
}

/** The token of the session, as only this browser keeps it. */
export function tokenIn(request: Request, https: boolean): string | undefined {
  return getCookie(request, sessionCookie(https))
}

/** The language that this browser chose before. */
export function chosenLanguage(request: Request): Language | undefined {
  const chosen = getCookie(request, LANGUAGE)
  return LANGUAGES.find((language) => language === chosen)
}

/** The cookies that pages may set: no script reads them, and no other site sends them along with a form (ASVS 3.3). */
export function cookiesOf(request: Request, https: boolean): Cookies {
  const safe = {httpOnly: true, sameSite: 'Lax', secure: https, path: '/'} as const
  return {
    signIn: (token, until) => setCookie(request, sessionCookie(https), token, {...safe, expires: new Date(until)}),
    signOut: () => void deleteCookie(request, sessionCookie(https), {path: '/', secure: https}),
    language: (language) => setCookie(request, LANGUAGE, language, {...safe, maxAge: YEAR_SECONDS}),
  }
}
