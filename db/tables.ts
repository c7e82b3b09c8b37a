import type {
  Account,
  AvailableDay,
  Block,
  Board,
  BoardExam,
  BoardMember,
  Document,
  Exam,
  ExamPart,
  ExamPlanEntry,
  ExamVersion,
  ExamWindow,
  Exemption,
  FileChunk,
  Group,
  GroupMember,
  GroupTeacher,
  ImportProfile,
  Institution,
  Location,
  LocationDistance,
  Mandate,
  Need,
  Period,
  PeriodTransition,
  PeriodWindow,
  Person,
  PersonRole,
  Deputy,
  Programme,
  ProgrammeEnrolment,
  Room,
  StoredFile,
} from '../src/institution/model.ts'
import type {
  Attempt,
  DemandFreeze,
  FrozenRegistration,
  Registration,
  RegistrationNote,
} from '../src/registration/model.ts'
import type {
  CertificateRecord,
  OralSlot,
  Plan,
  PlanSeat,
  RoomBooking,
  SeatPool,
  Session,
  SessionDuty,
  SessionExam,
  SessionPart,
  StaffReserve,
} from '../src/planning/model.ts'
import type {Enrolment, Seat, SeatOffer, WaitingPlace} from '../src/enrolment/model.ts'
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
} from '../src/delivery/model.ts'
import type {Assessment, ResitRequest, Result, ResultMessage} from '../src/results/model.ts'
import type {ApiClient, ClientToken, ExchangeLine, ExternalRecord, Party, SentRecord} from '../src/exchange/model.ts'
import type {ArchiveBundle, Destruction, RetentionHold} from '../src/archive/model.ts'
import type {
  AuditEntry,
  AuditSeal,
  AuditText,
  Job,
  Lane,
  Message,
  Receipt,
  Run,
  RunStep,
} from '../src/operation/records.ts'

import type {ApiToken, Credential, SignInLink, WebSession} from '../src/sign-in/model.ts'

/** Every table as a store sees it: the domain's own types. `db/columns.ts` maps them to text and integers, the same on both engines. */
export interface Tables {
  institution: Institution
  location: Location
  locationDistance: LocationDistance
  person: Person
  personRole: PersonRole
  deputy: Deputy
  account: Account
  need: Need
  examBoard: Board
  boardMember: BoardMember
  programme: Programme
  boardExam: BoardExam
  mandate: Mandate
  programmeEnrolment: ProgrammeEnrolment
  classGroup: Group
  groupMember: GroupMember
  groupTeacher: GroupTeacher
  availableDay: AvailableDay
  room: Room
  block: Block
  exam: Exam
  examPart: ExamPart
  examPlanEntry: ExamPlanEntry
  examVersion: ExamVersion
  examWindow: ExamWindow
  exemption: Exemption
  file: StoredFile
  fileChunk: FileChunk
  document: Document
  importProfile: ImportProfile
  period: Period
  periodWindow: PeriodWindow
  periodTransition: PeriodTransition
  registration: Registration
  registrationNote: RegistrationNote
  demandFreeze: DemandFreeze
  frozenRegistration: FrozenRegistration
  session: Session
  sessionPart: SessionPart
  sessionExam: SessionExam
  seatPool: SeatPool
  sessionDuty: SessionDuty
  staffReserve: StaffReserve
  roomBooking: RoomBooking
  oralSlot: OralSlot
  plan: Plan
  planSeat: PlanSeat
  certificateCheck: CertificateRecord
  seat: Seat
  enrolment: Enrolment
  waitingPlace: WaitingPlace
  seatOffer: SeatOffer
  listVersion: ListVersion
  reportFact: ReportFact
  sessionReport: SessionReport
  candidateReport: CandidateReport
  reportSignature: ReportSignature
  absence: Absence
  examCase: Case
  caseCandidate: CaseCandidate
  caseNote: CaseNote
  attempt: Attempt
  result: Result
  resultMessage: ResultMessage
  resitRequest: ResitRequest
  assessment: Assessment
  archiveBundle: ArchiveBundle
  retentionHold: RetentionHold
  destruction: Destruction
  party: Party
  externalRecord: ExternalRecord
  sentRecord: SentRecord
  exchangeLog: ExchangeLine
  apiClient: ApiClient
  clientToken: ClientToken
  auditEntry: AuditEntry
  auditText: AuditText
  auditSeal: AuditSeal
  lane: Lane
  message: Message
  job: Job
  run: Run
  runStep: RunStep
  receipt: Receipt
  credential: Credential
  signInLink: SignInLink
  webSession: WebSession
  apiToken: ApiToken
}
