import type {Actor, Context} from '../context.ts'
import type {PersonId} from '../ids.ts'
import type {Institution} from '../institution/model.ts'
import type {LifecycleStores} from '../lifecycle/store.ts'
import type {Live} from '../live.ts'
import type {CalendarWriter, Clock, Hasher, Ids, Signer} from '../ports.ts'
import type {ApiToken, WebSession} from './model.ts'
import type {SignInPorts} from './ports.ts'

/** Who is at the other side, as every page needs to know him. */
export type Visitor = Readonly<{
  person: PersonId
  name: string
  studentNumber: string | null
  staffCode: string | null
  language: string | null
  actor: Actor
}>

/** Finds who comes with a token, by its fingerprint; undefined for one that opens nothing. Two look-ups each. */
export type Visitors = Readonly<{
  bySession: (tokenHash: string) => Promise<Readonly<{visitor: Visitor; session: WebSession}> | undefined>
  byApiToken: (tokenHash: string) => Promise<Readonly<{visitor: Visitor; token: ApiToken}> | undefined>
}>

export type ContextWish = Readonly<{actor: Actor; fingerprint?: string}>

/** All that the pages are given of the program around them. */
export type ServedSchool = Readonly<{
  /** A context for one who acts; what he does is told to whoever listens. */
  contextFor: (wish: ContextWish) => Context<LifecycleStores>
  /** For what happens before somebody is known, and for timed deeds. */
  system: Context<LifecycleStores>
  /** The school as it is now; asked of the store again when it may have changed. */
  institution: () => Promise<Institution>
  visitors: Visitors
  live: Live
  /** Where a student begins an exam on its platform; null where the school has no connection that knows it. */
  startLink: (asked: Readonly<{student: string; session: string; exam: string}>) => Promise<string | null>
  ports: SignInPorts
  calendar: CalendarWriter
  signer: Signer
  clock: Clock
  ids: Ids
  hash: Hasher
}>
