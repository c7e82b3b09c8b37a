import type {DeliveryStores} from '../delivery/store.ts'
import type {AttemptId, ExamId, GroupId, PeriodId, PersonId, SessionId} from '../ids.ts'
import type {Exam, Person} from '../institution/model.ts'
import type {Session} from '../planning/model.ts'
import type {Attempt} from '../registration/model.ts'
import type {Table} from '../store.ts'
import type {Assessment, ResitRequest, Result, ResultMessage} from './model.ts'

/** An attempt with everything that says what is to become of it; `result` is the one that stands now, of the whole exam. */
export type OutcomeLine = Attempt &
  Pick<Exam, 'resultScale' | 'passMark'> &
  Pick<Person, 'givenName' | 'prefix' | 'familyName' | 'sortKey'> &
  Readonly<{
    student: string
    exam: string
    examName: string
    sessionId: SessionId | null
    session: string | null
    sessionState: Session['state'] | null
    period: string | null
    /** Of the session's report; null for an attempt that no session report tells of. */
    reportState: 'open' | 'signed' | null
    /** The absence reported for the registration and enrolment, as judged so far. */
    absence: 'unjudged' | 'valid' | 'invalid' | null
    result: Result | null
    /** Messages that wait for the board. */
    held: number
  }>

/** Which attempts a list shows; all that is given must hold. `after` is the last one of the page before. */
export type OutcomeFilter = Readonly<{
  /** In the order of names, which costs a sort for every page; else in that of attempts. */
  byName?: boolean
  attempts?: readonly AttemptId[]
  persons?: readonly PersonId[]
  exam?: ExamId
  session?: SessionId
  period?: PeriodId
  group?: GroupId
  /** Whether the result that stands is established; published. */
  established?: boolean
  published?: boolean
  after?: AttemptId
  limit?: number
}>

/** A message that waits for the board, with what stands now. */
export type HeldMessage = ResultMessage &
  Readonly<{
    personId: PersonId
    student: string
    exam: string
    session: string | null
    current: string | null
    attended: string
  }>

/** A request for a resit as a list shows it. */
export type ResitLine = ResitRequest &
  Pick<Person, 'givenName' | 'prefix' | 'familyName'> &
  Readonly<{
    student: string
    exam: string
    examName: string
    requester: string | null
    registration: string | null
    period: string | null
  }>

export type ResitFilter = Readonly<{
  ids?: readonly string[]
  persons?: readonly PersonId[]
  exam?: ExamId
  states?: readonly ResitRequest['state'][]
  after?: string
  limit?: number
}>

/** Questions about outcomes that plain records cannot answer; within the reach of the one who acts. */
export type OutcomeQuestions = Readonly<{
  /** A page at a time. */
  list: (filter: OutcomeFilter) => Promise<readonly OutcomeLine[]>
  /** Writes with attempts what the results that stand for them say: one statement, whoever asks (docs: decision 7). */
  keepWith: (attempts: readonly AttemptId[]) => Promise<void>
  /** The oldest first. */
  held: (filter: Readonly<{person?: PersonId; exam?: ExamId; limit: number}>) => Promise<readonly HeldMessage[]>
  /** By code, a page at a time. */
  resits: (filter: ResitFilter) => Promise<readonly ResitLine[]>
}>

/** What the results phase remembers, beside what earlier ones do. */
export type ResultStores = DeliveryStores &
  Readonly<{
    results: Table<Result>
    resultMessages: Table<ResultMessage>
    resits: Table<ResitRequest>
    assessments: Table<Assessment>
    outcomes: OutcomeQuestions
  }>
