import type {EnrolmentStores} from '../enrolment/store.ts'
import type {AttemptId, CaseId, EnrolmentId, ExamId, PeriodId, PersonId, SeatId, SessionId} from '../ids.ts'
import type {Person} from '../institution/model.ts'
import type {Table} from '../store.ts'
import type {
  Absence,
  CandidateReport,
  Case,
  CaseCandidate,
  CaseNote,
  ListVersion,
  ReportFact,
  ReportSignature,
  SessionReport,
} from './model.ts'
import type {Fact} from './reports/report-facts.ts'

/** An absence with the codes and the name that a list shows. */
export type AbsenceRow = Pick<
  Absence,
  'id' | 'reason' | 'proofSeen' | 'reportedAt' | 'verdict' | 'attemptCounts' | 'resitLapses'
> &
  Pick<Person, 'givenName' | 'prefix' | 'familyName'> &
  Readonly<{student: string; exam: string; session: string | null}>

/** A person as one names him, and no more. */
export type Stranger = Pick<Person, 'id' | 'studentNumber' | 'givenName' | 'prefix' | 'familyName'>

/** How many candidates a case has, and on how many of them it is still to be decided. */
export type CaseProgress = Readonly<{caseId: CaseId; candidates: number; undecided: number}>

/** What the report of a session says so far; an exam of a student counts, and `lateArrivals` counts who came late. */
export type DayCount = Readonly<{
  sessionId: SessionId
  /** Null while there is no report. */
  report: SessionReport['state'] | null
  /** Of whom anything is known. */
  known: number
  /** There, at work or done. */
  present: number
  absent: number
  lateArrivals: number
  handedIn: number
  events: number
  /** Cases that are not decided. */
  cases: number
}>

export type AbsenceQuestion = Readonly<{
  period?: PeriodId
  session?: SessionId
  person?: PersonId
  exam?: ExamId
  unjudged: boolean
  /** The last absence of the page before. */
  after?: string
  limit: number
}>

/**
 * What is asked of one session's day beyond plain records. These look at the whole session, whoever asks: who may ask is
 * decided first, by duty (`requirePost`) or by view.
 */
export type DeliveryQuestions = Readonly<{
  report: (session: SessionId) => Promise<SessionReport | undefined>
  addReport: (report: SessionReport) => Promise<void>
  changeReport: (session: SessionId, change: Partial<Omit<SessionReport, 'sessionId'>>) => Promise<void>
  /** The facts in order of receipt; with `about` only those about nobody and about these students. */
  facts: (session: SessionId, about?: readonly PersonId[]) => Promise<readonly Fact[]>
  addFacts: (facts: readonly ReportFact[]) => Promise<void>
  /** Which of these client ids the report holds already, whoever sent them. */
  received: (session: SessionId, clientIds: readonly string[]) => Promise<ReadonlySet<string>>
  candidates: (session: SessionId) => Promise<readonly CandidateReport[]>
  /** Adds or replaces what the report says of these enrolments. */
  keepCandidates: (candidates: readonly CandidateReport[]) => Promise<void>
  /** Final sessions that were changed, or in which somebody was enrolled or left, since their lists were fixed; the soonest first. Their lists need not differ. */
  staleLists: (limit: number) => Promise<readonly SessionId[]>
  /** Writes the labels of seats, many in one statement. */
  labelSeats: (labels: ReadonlyMap<SeatId, string>) => Promise<void>
  /** For each enrolment on which a case is undecided, that case's code; one row per case, by code. */
  undecidedCases: (
    enrolments: readonly EnrolmentId[],
  ) => Promise<readonly Readonly<{enrolmentId: EnrolmentId; code: string}>[]>
  /** The reports of sessions in figures; sessions without a report are left out. */
  day: (sessions: readonly SessionId[]) => Promise<readonly DayCount[]>
  caseProgress: (cases: readonly CaseId[]) => Promise<readonly CaseProgress[]>
  /** Absences by student number and exam code; within reach. */
  /** The student with this number, beyond every reach: who is on duty names whom he has before him. */
  numbered: (student: string) => Promise<PersonId | undefined>
  /** These persons by name and number, beyond every reach: for those who came to a session that one may see. */
  strangers: (persons: readonly PersonId[]) => Promise<readonly Stranger[]>
  /** Which of these attempts have an established result, an established absence included. */
  established: (attempts: readonly AttemptId[]) => Promise<ReadonlySet<AttemptId>>
  absences: (question: AbsenceQuestion) => Promise<readonly AbsenceRow[]>
}>

/** What the delivery phase remembers, beside what earlier ones do. */
export type DeliveryStores = EnrolmentStores &
  Readonly<{
    delivery: DeliveryQuestions
    listVersions: Table<ListVersion>
    reportFacts: Table<ReportFact>
    signatures: Table<ReportSignature>
    absences: Table<Absence>
    cases: Table<Case>
    caseCandidates: Table<CaseCandidate>
    caseNotes: Table<CaseNote>
  }>
