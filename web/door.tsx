/** @jsxImportSource hono/jsx */
import type {Context as Request} from 'hono'
import type {Child} from 'hono/jsx'
import type {ContentfulStatusCode} from 'hono/utils/http-status'
import {ExamError} from '../src/errors.ts'
import {LANGUAGES, type Language} from '../src/letters/letter.ts'
import type {ServedSchool} from '../src/sign-in/visitor.ts'
import {SHELL} from '../src/texts/shell.ts'
import type {Arrival} from './addresses.ts'
import {admit} from './admission.ts'
import type {Assets} from './assets.ts'
import {chosenLanguage, cookiesOf, tokenIn} from './cookies.ts'
import {bugOf} from './log.ts'
import {checkForm, checkOrigin, formTokenOf} from './own-form.ts'
import type {Pace} from './pace.ts'
import {Layout} from './parts/layout.tsx'
import {problemOf, statusOf} from './problem.ts'
import type {Answer, Route, Shown} from './route.ts'
import type {Fields, Problem, Visit} from './visit.ts'

/** What node-server hands along: the socket of the request. */
type Bindings = Readonly<{incoming?: Readonly<{socket: Readonly<{remoteAddress?: string; encrypted?: boolean}>}>}>

/** What is known of a request while it is answered; `person` and what follows are for the log. */
export type Env = {
  Bindings: Bindings
  Variables: {arrival: Arrival; origin: string; person?: string; code?: string; bug?: string; number?: string}
}

export type DoorParts = Readonly<{served: ServedSchool; assets: Assets; pace: Pace; wake: () => void}>

/** Lets people in at a route, runs it and sends what it answers; or tells what went wrong. */
export type Door = Readonly<{
  answer: (c: Request<Env>, route: Route) => Promise<Response>
  failed: (c: Request<Env>, error: unknown) => Promise<Response>
}>

/** Deeds that many do at once, where whoever is too fast takes from the others. */
const CLAIMS = /^(enrolment|waiting|offer)\./
/** Letters of the number under which a bug is logged. */
const NUMBER_LETTERS = 8

type Wanted = Pick<Route, 'method' | 'audience' | 'right'>

/** The page that an error has, open to anybody. */
const ERROR_PAGE: Wanted = {method: 'get', audience: 'anyone', right: null}

export function openDoor({served, assets, pace, wake}: DoorParts): Door {
  const visitOf = async (c: Request<Env>, route: Wanted): Promise<Visit | Response> => {
    const arrival = c.get('arrival')
    const token = tokenIn(c, arrival.https)
    const found = token === undefined ? undefined : await served.visitors.bySession(served.hash.sha256(token))
    const {visitor: me = null, session = null} = found ?? {}
    if (me !== null) c.set('person', me.person)
    const admission = admit(route, {roles: me?.actor.roles ?? [], session})
    if ('to' in admission) return c.redirect(admission.to, 303)
    const school = await served.institution()
    const form = route.method === 'post' ? await fieldsOf(c) : NO_FIELDS
    const actor = {person: me?.person ?? null, scopes: me?.actor.scopes ?? {}, roles: admission.open}
    return {
      ctx: served.contextFor({actor}),
      me,
      session,
      school,
      language: chosenLanguage(c) ?? languageOf(me?.language ?? school.language),
      now: served.clock.now(),
      path: c.req.path,
      param: (name) => c.req.param(name) ?? '',
      query: (name) => c.req.query(name),
      form,
      key: `web:${me?.person ?? ''}:${form.get('_key')}`,
      formToken: formTokenOf(served.hash.sha256, session === null ? undefined : token),
      served,
      origin: c.get('origin'),
      arrival,
      pace,
      cookies: cookiesOf(c, arrival.https),
    }
  }

  const checkDeed = (c: Request<Env>, {right}: Route, visit: Visit): void => {
    checkOrigin({origin: visit.origin, header: (name) => c.req.header(name)})
    checkForm(visit.form.get('_form'), visit.formToken, served.ports.secrets.equal)
    if (visit.me !== null && CLAIMS.test(right ?? '')) pace.take('claim', visit.me.person)
  }

  const shownTo = async (c: Request<Env>, visit: Visit, {title, body, status = 200, bare, wide, script}: Shown) => {
    const code: ContentfulStatusCode = visit.problem ? statusOf(visit.problem) : status
    if (bare) return fragmentOf(c, await htmlOf(body), served.hash)
    const page = (
      <Layout visit={visit} title={title} wide={wide === true} href={assets.href} script={script}>
        {body}
      </Layout>
    )
    return c.html(`<!doctype html>${await htmlOf(page)}`, code)
  }

  const send = async (c: Request<Env>, visit: Visit, answered: Answer): Promise<Response> => {
    if (answered instanceof Response) return answered
    if (!('to' in answered)) return shownTo(c, visit, answered)
    const to = new URL(answered.to, 'http://here')
    if (answered.notice !== undefined) to.searchParams.set('done', answered.notice)
    wake()
    // One slash: two would name another host.
    return c.redirect(`${to.pathname.replace(/^\/+/, '/')}${to.search}`, 303)
  }

  return {
    async answer(c, route) {
      const visit = await visitOf(c, route)
      if (visit instanceof Response) return visit
      try {
        if (route.method === 'post') checkDeed(c, route, visit)
        return await send(c, visit, await route.run(visit))
      } catch (error) {
        if (route.again === undefined || !isTold(error)) throw error
        const problem = problemOf(error, '')
        c.set('code', problem.code)
        const told: Visit = {...visit, problem}
        return send(c, told, await route.again(told))
      }
    },
    async failed(c, error) {
      const problem = problemOf(error, served.ids.code(NUMBER_LETTERS))
      remember(c, problem, error)
      const visit = await visitOf(c, ERROR_PAGE).catch(() => undefined)
      if (visit === undefined || visit instanceof Response) return c.text(problem.code, statusOf(problem))
      return shownTo(c, {...visit, problem}, errorPage(visit.language, problem))
    },
  }
}

/** Leaves for the log what went wrong, without a word of it. */
export function remember(c: Request<Env>, {kind, code, number}: Problem, error: unknown): void {
  c.set('code', code)
  if (number !== undefined) c.set('number', number)
  if (kind === 'bug') c.set('bug', bugOf(error))
}

function errorPage(language: Language, {kind}: Problem): Shown {
  const t = SHELL[language]
  const title = kind === 'not-found' ? t.notFoundTitle : t.errorTitle
  const body = (
    <>
      <h1>{title}</h1>
      <p>
        <a href="/">{t.back}</a>
      </p>
    </>
  )
  return {title, body}
}

/** Keys of forms differ each time and say nothing about what is shown. */
const FORM_KEY = /name="_key" value="[^"]*"/g

/** A fragment, or "as you have it" to whoever has it (design rule 12). */
function fragmentOf(c: Request<Env>, html: string, hash: ServedSchool['hash']): Response {
  const tag = `"${hash.sha256(html.replaceAll(FORM_KEY, '')).slice(0, 24)}"`
  // Compressing weakens the tag that a browser got.
  if (c.req.header('if-none-match')?.replace(/^W\//, '') === tag) return c.body(null, 304, {ETag: tag})
  return c.body(html, 200, {ETag: tag, 'Content-Type': 'text/html; charset=UTF-8'})
}

/** Whether a page can do something with a refusal: show the form again with the reasons. */
function isTold(error: unknown): error is ExamError {
  return (
    error instanceof ExamError && (error.kind === 'refused' || error.kind === 'invalid' || error.kind === 'unavailable')
  )
}

async function htmlOf(body: Child): Promise<string> {
  return String(await (body as {toString: () => string | Promise<string>}).toString())
}

const NO_FIELDS: Fields = {get: () => '', all: () => []}

async function fieldsOf(c: Request<Env>): Promise<Fields> {
  const sent = await c.req.parseBody({all: true})
  const all = (name: string): readonly string[] =>
    [sent[name] ?? []].flat().filter((value): value is string => typeof value === 'string')
  return {all, get: (name) => all(name)[0] ?? ''}
}

function languageOf(text: string): Language {
  return LANGUAGES.find((language) => language === text) ?? 'nl'
}
