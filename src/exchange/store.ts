import type {ArchiveStores} from '../archive/store.ts'
import type {Attendance} from '../delivery/reports/report-facts.ts'
import type {FileId, PartyId, PersonId} from '../ids.ts'
import type {Exam, ExamVersion, Person, StoredFile} from '../institution/model.ts'
import type {Enrolment} from '../enrolment/model.ts'
import type {Session, SessionDuty} from '../planning/model.ts'
import type {SecretPlace} from '../ports.ts'
import type {Attempt} from '../registration/model.ts'
import type {Result} from '../results/model.ts'
import type {Table} from '../store.ts'
import type {Day, Instant} from '../time.ts'
import type {ApiClient, ClientToken, ExchangeLine, ExternalRecord, Party, SentRecord} from './model.ts'

/** Something of ours that a party does not know as it is now; `gone` must be taken back there. */
export type Untold = Readonly<{localId: string; parentId: string; digest: string; gone: boolean; order: number}>

/** One exam of a session with all that a platform is told of it. */
export type SessionExamFacts = Readonly<{
  id: string
  session: Session
  exam: Exam
  version: ExamVersion
  room: string
  location: string
}>

/** A student's or employee's part in a session exam. */
export type ParticipationFacts = Readonly<{
  localId: string
  sessionExamId: string
  person: Person
  enrolment: Enrolment | null
  duty: SessionDuty['duty'] | null
}>

/** An attempt with all that the SIS is told of it. */
export type AttemptFacts = Readonly<{
  attempt: Attempt
  result: Result | null
  session: Pick<Session, 'code' | 'endsAt'> | null
}>

export type ExchangeFilter = Readonly<{
  party?: PartyId
  since?: Instant
  failed?: boolean
  after?: string
  limit: number
}>

/** A lane of a party with messages that are not gone. */
export type WaitingLane = Readonly<{
  key: string
  parked: boolean
  waiting: number
  /** Of its first message. */
  message: string
  attempts: number
  dueAt: Instant
  lastError: string | null
}>

/** A finished attempt of an exam that a SIS knows, by somebody it has not registered for it. */
export type Unsendable = Readonly<{student: string; exam: string; takenOn: Day; attendance: Attendance}>

/** A sealed text and where it stands. */
export type SealedText = Readonly<{place: SecretPlace; sealed: string}>

/** Questions and deeds of the exchange with other systems. */
export type ExchangeQuestions = Readonly<{
  /** Adds what is new and replaces what is there, by party, kind and external id. */
  keepExternals: (rows: readonly ExternalRecord[]) => Promise<void>
  keepSent: (rows: readonly SentRecord[]) => Promise<void>
  /** Everything sent of a session exam counts as taken back there. */
  sentGone: (party: PartyId, parents: readonly string[]) => Promise<void>
  /** Session exams of these platforms that the party is to be told, or untold; sessions that ended before `since` are let be. */
  untoldSessions: (
    party: PartyId,
    platforms: readonly string[],
    since: Instant,
    limit: number,
  ) => Promise<readonly Untold[]>
  /** Students and staff of session exams that the party knows. */
  untoldParticipations: (party: PartyId, limit: number) => Promise<readonly Untold[]>
  /** Attempts in our sessions at exams and by students that the party registered. */
  untoldResults: (party: PartyId, limit: number) => Promise<readonly Untold[]>
  sessionFacts: (ids: readonly string[]) => Promise<ReadonlyMap<string, SessionExamFacts>>
  participationFacts: (localIds: readonly string[]) => Promise<ReadonlyMap<string, ParticipationFacts>>
  attemptFacts: (ids: readonly string[]) => Promise<ReadonlyMap<string, AttemptFacts>>
  /** Established results at exams that the party knows, by students it did not register for them. */
  unsendable: (party: PartyId, limit: number) => Promise<readonly Unsendable[]>
  lanes: (prefix: string, limit: number) => Promise<readonly WaitingLane[]>
  log: (lines: readonly ExchangeLine[]) => Promise<void>
  logged: (filter: ExchangeFilter) => Promise<readonly ExchangeLine[]>
  /** When the oldest line of the log was written; far in the future when there is none. */
  oldest: () => Promise<Instant>
  /** Drops log lines and tokens from before; answers how many. */
  forget: (before: Instant) => Promise<number>
  addToken: (token: ClientToken) => Promise<void>
  clientOfToken: (hash: string, now: Instant) => Promise<ApiClient | undefined>
  /** All secrets of the store, a page at a time, in order of table and row. */
  sealedTexts: (after: SecretPlace | null, limit: number) => Promise<readonly SealedText[]>
  /** Replaces a sealed text where it is still the one given. */
  reseal: (place: SecretPlace, from: string, to: string) => Promise<void>
  addFile: (file: StoredFile, content: Uint8Array) => Promise<void>
  readFile: (id: FileId) => Promise<Readonly<{file: StoredFile; content: Uint8Array}> | undefined>
  /** What keeps a person's data here: registrations, attempts, cases, holds; false means that it may go. */
  isNeeded: (person: PersonId) => Promise<boolean>
  /** Blanks what names a person, his needs and memberships; answers how many rows. */
  erase: (person: PersonId, at: Instant) => Promise<number>
}>

/** What the exchange with other systems remembers, beside what all phases do. */
export type ExchangeStores = ArchiveStores &
  Readonly<{
    parties: Table<Party>
    externals: Table<ExternalRecord>
    sent: Table<SentRecord>
    apiClients: Table<ApiClient>
    exchange: ExchangeQuestions
  }>
