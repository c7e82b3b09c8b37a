import type {Instant} from '../time.ts'
import type {Table} from '../store.ts'
import type {ApiToken, Credential, SignInLink, WebSession} from './model.ts'

/** What is remembered of how people get in. */
export type SignInStores = Readonly<{
  credentials: Table<Credential>
  signInLinks: Table<SignInLink>
  webSessions: Table<WebSession>
  apiTokens: Table<ApiToken>
  /** Whether {@link SignInStores.forgetSignIns} would find anything. */
  hasOldSignIns: (before: Instant) => Promise<boolean>
  /** Forgets what is over for a long time: sessions, links and answers to keys that ended before. Answers how many. */
  forgetSignIns: (before: Instant) => Promise<number>
}>
