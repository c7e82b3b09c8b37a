import type {
  InstitutionId,
  LocationId,
  RoomId,
  PersonId,
  ProgrammeId,
  GroupId,
  BoardId,
  MandateId,
  ExamId,
  ExamPartId,
  ExamVersionId,
  PeriodId,
  SessionId,
  FileId,
} from '../ids.ts'
import type {Reason} from '../errors.ts'
import type {Role, RoleScope} from '../deeds.ts'
import type {Day, Instant, WallTime} from '../time.ts'
import type {ExamRules, ResultScale} from './exams/exam.ts'
import type {Policy} from './policy.ts'

/** The school: its language, zone and policy; one row. */
export type Institution = Readonly<{
  id: InstitutionId
  name: string
  language: string
  zone: string
  policy: Policy
  rehearsal: boolean
  createdAt: Instant
  version: number
}>

/** A building or campus. */
export type Location = Readonly<{
  id: LocationId
  code: string
  name: string
  address: string
  endedAt: Instant | null
  version: number
}>

/** Minutes of travel between two locations. */
export type LocationDistance = Readonly<{
  fromLocationId: LocationId
  toLocationId: LocationId
  minutes: number
}>

/** A student, employee or external: one row per human being, whatever roles he has. */
export type Person = Readonly<{
  id: PersonId
  studentNumber: string | null
  staffCode: string | null
  kind: 'regular' | 'exam-only' | 'guest' | 'staff' | 'external'
  givenName: string
  prefix: string
  familyName: string
  idCheckName: string
  email: string
  language: string | null
  eckId: string | null
  accountId: string | null
  sisId: string | null
  searchKey: string
  sortKey: string
  locationId: LocationId | null
  mergedIntoId: PersonId | null
  endedAt: Instant | null
  erasedAt: Instant | null
  version: number
}>

/** A role that a person holds, from–to, for the objects in its scope. */
export type PersonRole = Readonly<{
  id: string
  personId: PersonId
  role: Role
  scope: RoleScope
  fromOn: Day | null
  toOn: Day | null
  endedAt: Instant | null
}>

/** Who sees and is mailed somebody's tasks while he is away; both days count. It gives no rights. */
export type Deputy = Readonly<{
  id: string
  personId: PersonId
  deputyId: PersonId
  fromOn: Day
  toOn: Day
  endedAt: Instant | null
}>

/** How a person signs in: an OS user of the terminal, later a password or a federated id. */
export type Account = Readonly<{
  id: string
  personId: PersonId
  kind: string
  subject: string
  createdAt: Instant
  endedAt: Instant | null
}>

/** A personal need as assigned; translated per exam into extra minutes and aids. */
export type Need = Readonly<{
  id: string
  personId: PersonId
  code: string
  label: string
  basis: 'percent' | 'minutes' | 'unlimited' | 'aid'
  value: number
  scopeKind: 'all' | 'digital' | 'subject' | 'exam'
  scopeValue: string | null
  fromOn: Day | null
  toOn: Day | null
  source: string
  endedAt: Instant | null
  version: number
}>

/** An exam board (examencommissie). */
export type Board = Readonly<{
  id: BoardId
  code: string
  name: string
  endedAt: Instant | null
  version: number
}>

/** A member of an exam board, from–to. */
export type BoardMember = Readonly<{
  id: string
  boardId: BoardId
  personId: PersonId
  fromOn: Day | null
  toOn: Day | null
  endedAt: Instant | null
}>

/** A programme of one crebo, level, route and cohort. */
export type Programme = Readonly<{
  id: ProgrammeId
  code: string
  crebo: string
  name: string
  level: number
  route: 'bol' | 'bbl'
  cohort: string
  locationId: LocationId | null
  boardId: BoardId | null
  endedAt: Instant | null
  version: number
}>

/** An exam that a board answers for beside its programmes' exams. */
export type BoardExam = Readonly<{
  id: string
  boardId: BoardId
  examId: ExamId
  endedAt: Instant | null
}>

/** A board lets a person do some of its deeds, for a time, for some exams or programmes (empty means all of the board's). */
export type Mandate = Readonly<{
  id: MandateId
  code: string
  boardId: BoardId
  personId: PersonId
  deeds: readonly string[]
  examIds: readonly ExamId[]
  programmeIds: readonly ProgrammeId[]
  fromOn: Day
  toOn: Day
  documentFileId: FileId | null
  revokedAt: Instant | null
  version: number
}>

/** A student in a programme; one is the main one. */
export type ProgrammeEnrolment = Readonly<{
  id: string
  personId: PersonId
  programmeId: ProgrammeId
  main: boolean
  startsOn: Day
  plannedEndOn: Day | null
  endedOn: Day | null
  diplomaOn: Day | null
  employer: string
  version: number
}>

/** A class of students. */
export type Group = Readonly<{
  id: GroupId
  code: string
  name: string
  programmeId: ProgrammeId | null
  locationId: LocationId | null
  endedAt: Instant | null
  version: number
}>

/** A student in a group. */
export type GroupMember = Readonly<{
  id: string
  groupId: GroupId
  personId: PersonId
  fromOn: Day | null
  toOn: Day | null
  endedAt: Instant | null
}>

/** A teacher of a group. */
export type GroupTeacher = Readonly<{
  id: string
  groupId: GroupId
  personId: PersonId
  endedAt: Instant | null
}>

/** Days on which a student, group or employee is (not) available: by weekday, or by date as an exception. */
export type AvailableDay = Readonly<{
  id: string
  personId: PersonId | null
  groupId: GroupId | null
  weekday: number | null
  onDate: Day | null
  fromTime: WallTime | null
  toTime: WallTime | null
  available: boolean
  endedAt: Instant | null
}>

/** A room with its capacities. */
export type Room = Readonly<{
  id: RoomId
  code: string
  locationId: LocationId
  name: string
  seats: number
  examSeats: number
  computers: number
  features: readonly string[]
  rowCount: number | null
  columnCount: number | null
  owner: string
  endedAt: Instant | null
  version: number
}>

/** A time when a person, room, group or location is not available. */
export type Block = Readonly<{
  id: string
  kind: 'person' | 'room' | 'group' | 'location'
  personId: PersonId | null
  roomId: RoomId | null
  groupId: GroupId | null
  locationId: LocationId | null
  startsAt: Instant
  endsAt: Instant
  title: string
  source: string
  externalKey: string
  endedAt: Instant | null
}>

/** What a student must pass. */
export type Exam = Readonly<{
  id: ExamId
  code: string
  name: string
  subject: string
  level: string
  kind: 'central' | 'school'
  form: 'digital' | 'written' | 'oral' | 'practical' | 'listening'
  aids: readonly string[]
  resultScale: ResultScale
  passMark: string | null
  rules: ExamRules
  endedAt: Instant | null
  version: number
}>

/** A part of an exam with a result of its own. */
export type ExamPart = Readonly<{
  id: ExamPartId
  examId: ExamId
  code: string
  name: string
  weight: number
  position: number
  endedAt: Instant | null
}>

/** An exam in the exam plan of a crebo (`*` is every crebo), for one cohort or all. */
export type ExamPlanEntry = Readonly<{
  id: string
  examId: ExamId
  crebo: string
  cohort: string | null
  externalCode: string | null
  endedAt: Instant | null
}>

/** What is laid before the student: platform, variant and duration. */
export type ExamVersion = Readonly<{
  id: ExamVersionId
  examId: ExamId
  code: string
  platform: 'facet' | 'remindo' | 'toa' | 'paper' | 'none'
  componentId: string | null
  variant: string
  minutes: number
  extraTime: boolean
  endedAt: Instant | null
}>

/** The national window of a central exam in a period. */
export type ExamWindow = Readonly<{
  id: string
  examId: ExamId
  periodCode: string
  fromOn: Day
  toOn: Day
  endedAt: Instant | null
}>

/** An exam or part that a student need not take. */
export type Exemption = Readonly<{
  id: string
  personId: PersonId
  examId: ExamId
  partId: ExamPartId | null
  boardId: BoardId | null
  decidedOn: Day
  basis: string
  grade: string | null
  source: string
  endedAt: Instant | null
}>

/** A file kept in the store; its bytes stand in chunks of 256 kB. */
export type StoredFile = Readonly<{
  id: FileId
  name: string
  mediaType: string
  size: number
  sha256: string
  createdAt: Instant
}>

/** A piece of a file. */
export type FileChunk = Readonly<{
  fileId: FileId
  position: number
  content: Uint8Array
}>

/** A file that belongs to an exam or session, for an audience, from a time. */
export type Document = Readonly<{
  id: string
  fileId: FileId
  kind: string
  examId: ExamId | null
  sessionId: SessionId | null
  audience: readonly string[]
  opensAt: Instant | null
  endedAt: Instant | null
}>

/** Which column of a school's file holds which field. */
export type ImportProfile = Readonly<{
  id: string
  code: string
  kind: string
  mapping: Readonly<Record<string, string>>
  endedAt: Instant | null
  version: number
}>

/** An exam period (afnameperiode). */
export type Period = Readonly<{
  id: PeriodId
  code: string
  name: string
  state: 'draft' | 'open' | 'closed' | 'archived'
  fromOn: Day
  toOn: Day
  version: number
}>

/** When something may be done in a period, for one exam or all. */
export type PeriodWindow = Readonly<{
  id: string
  periodId: PeriodId
  examId: ExamId | null
  kind: 'registration' | 'enrolment' | 'taking'
  opensAt: Instant
  closesAt: Instant
  endedAt: Instant | null
}>

/** A timed or done step of a period. */
export type PeriodTransition = Readonly<{
  id: string
  periodId: PeriodId
  deed: string
  examId: ExamId | null
  dueAt: Instant | null
  doneAt: Instant | null
  undoneAt: Instant | null
  reportedReasons: readonly Reason[] | null
  version: number
}>
