import type {Context} from '../src/context.ts'
import type {ErrorKind, Reason} from '../src/errors.ts'
import type {Institution} from '../src/institution/model.ts'
import type {Language} from '../src/letters/letter.ts'
import type {LifecycleStores} from '../src/lifecycle/store.ts'
import type {WebSession} from '../src/sign-in/model.ts'
import type {ReasonReader} from '../src/texts/reasons.ts'
import type {ServedSchool, Visitor} from '../src/sign-in/visitor.ts'
import type {Instant} from '../src/time.ts'
import type {Arrival} from './addresses.ts'
import type {Pace} from './pace.ts'

/** Why the deed of a form was refused, for the page that shows the form again. */
export type Problem = Readonly<{kind: ErrorKind | 'bug'; code: string; reasons: readonly Reason[]; number?: string}>

/** Fields of a form as they were sent; of several with one name `get` answers the first. */
export type Fields = Readonly<{get: (name: string) => string; all: (name: string) => readonly string[]}>

/** One request, as a page or deed sees it: who comes, what he wants, and with what he acts. */
export type Visit = Readonly<{
  /** Acts in the roles of the page's audience that this person holds. */
  ctx: Context<LifecycleStores>
  me: Visitor | null
  session: WebSession | null
  school: Institution
  language: Language
  now: Instant
  path: string
  param: (name: string) => string
  query: (name: string) => string | undefined
  form: Fields
  /** The key of the form that was sent: the same form sent twice does its deed once. */
  key: string
  /** Stands in each form and proves that it is ours. */
  formToken: string
  problem?: Problem
  served: ServedSchool
  /** Where the pages are found from outside, without a slash at the end. */
  origin: string
  arrival: Arrival
  /** Limits of how often; see pace.ts. */
  pace: Pace
  cookies: Cookies
}>

export type Cookies = Readonly<{
  signIn: (token: string, until: Instant) => void
  signOut: () => void
  language: (language: Language) => void
}>

/** Who reads the reasons of a refusal: a student is told about himself, staff about students. */
export function readerOf({ctx, language, school}: Pick<Visit, 'ctx' | 'language' | 'school'>): ReasonReader {
  const {roles} = ctx.actor
  return {language, zone: school.zone, staff: roles.length > 0 && !roles.includes('student')}
}

/** The visitor of a page that only opens to people who are signed in. */
export function signedIn({me, session}: Visit): Readonly<{me: Visitor; session: WebSession}> {
  if (me === null || session === null) throw new Error('This page opens to people who are signed in only.')
  return {me, session}
}
