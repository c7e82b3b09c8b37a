import type {
  EnrolmentId,
  ExamId,
  LocationId,
  PeriodId,
  PersonId,
  PlanId,
  PoolId,
  RegistrationId,
  RoomId,
  SeatId,
  SessionId,
} from '../ids.ts'
import type {AvailableDay, Block, LocationDistance} from '../institution/model.ts'
import type {Registration} from '../registration/model.ts'
import type {RegistrationStores} from '../registration/store.ts'
import type {Table} from '../store.ts'
import type {Day, Instant, Span} from '../time.ts'
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
} from './model.ts'

/** A time at which a person is somewhere: seated in a session, or on duty in one. */
export type Engagement = Span &
  Readonly<{sessionId: SessionId; session: string; locationId: LocationId | null; kind: 'seat' | 'duty'}>

/** All that says whether a person can be somewhere; blocks are his own and those of his groups. */
export type Availability = Readonly<{
  /** What is said of his days for himself, and for his groups. */
  days: readonly AvailableDay[]
  groupDays: readonly AvailableDay[]
  blocks: readonly (Span & Readonly<{kind: 'person' | 'group'}>)[]
  engagements: readonly Engagement[]
}>

/** Somebody who may be asked to lead or to invigilate on a day. */
export type StaffMember = Readonly<{
  personId: PersonId
  code: string
  locationId: LocationId | null
  leads: boolean
  invigilates: boolean
}>

/** Somebody who may hear orals. */
export type Examiner = Readonly<{
  personId: PersonId
  code: string
  /** Exams and locations his role is limited to; null is all. */
  examIds: readonly string[] | null
  locationIds: readonly string[] | null
}>

/** A registration that needs a place: agreed, open and, unless asked otherwise, not enrolled. */
export type UnplacedDemand = Readonly<{
  registrationId: RegistrationId
  code: string
  personId: PersonId
  student: string
  examId: ExamId
  /** Where the student wants to take it: asked for, else his own location. */
  locationId: LocationId | null
  requestedAt: Instant
  /** The session in which an applied plan holds a place for it. */
  promised: SessionId | null
  /** The session in which it is enrolled and since when, where those are asked for too. */
  seatedIn: SessionId | null
  seatedAt: Instant | null
  enrolmentId: EnrolmentId | null
}>

/** Somebody's seat in a session, and out of which pool it is. */
export type SeatOfPool = Readonly<{sessionId: SessionId; personId: PersonId; poolId: PoolId}>

/** How full a session is, in persons. */
export type SessionLoad = Readonly<{
  capacity: number
  /** Seats given out and seats on offer. */
  taken: number
  /** Seats left that are everybody's: in the general pool, and in kept pools that are released. */
  open: number
  /** Students with a certificate for it who are not seated yet. */
  promised: number
  /** Of all those, the ones who take a digital exam in it. */
  digital: number
}>

/** A seat with what a student is told when it moves. */
export type SeatedStudent = Span &
  Readonly<{
    seatId: SeatId
    personId: PersonId
    student: string
    poolId: PoolId
    exams: readonly string[]
    registrations: readonly RegistrationId[]
  }>

export type SessionFilter = Readonly<{
  period?: PeriodId
  room?: RoomId
  location?: LocationId
  exam?: ExamId
  staff?: PersonId
  states?: readonly Session['state'][]
  from?: Day
  to?: Day
  /** Ended sessions too. */
  ended?: boolean
  /** Only codes after this one. */
  after?: string
  limit?: number
}>

/** A student for whom an applied plan holds a place in a session. */
export type PromisedStudent = Readonly<{
  personId: PersonId
  student: string
  registrationId: RegistrationId
  examId: ExamId
}>

/** A slot with the student who has it, if anybody. */
export type RosterSlot = OralSlot &
  Readonly<{exam: string; student: string | null; name: string | null; registration: string | null}>

/** What takes place in one room on one day of a period: sessions, their minutes, seats and how many of those are given out. */
export type RoomDay = Readonly<{
  roomId: RoomId
  on: Day
  sessions: number
  minutes: number
  seats: number
  taken: number
}>

/** A plan without its body. */
export type PlanLine = Omit<Plan, 'body' | 'basedOn'> & Readonly<{seats: number}>

/** Questions of planning that look over all periods and beyond one's own reach: a room that is taken is taken for everyone. */
export type PlanningQuestions = Readonly<{
  /** Active bookings of rooms that share a moment with `span`, with the session's code. */
  bookings: (
    rooms: readonly RoomId[],
    span: Span,
  ) => Promise<readonly (RoomBooking & Readonly<{session: string | null}>)[]>
  /** Active blocks of rooms and locations that share a moment with `span`. */
  blocks: (rooms: readonly RoomId[], locations: readonly LocationId[], span: Span) => Promise<readonly Block[]>
  /** What fills the time of persons around `span`; somebody of whom nothing is known has empty lists. One query per 1,000 persons and kind. */
  availability: (persons: readonly PersonId[], span: Span) => Promise<ReadonlyMap<PersonId, Availability>>
  /** Known travel between locations. */
  distances: () => Promise<readonly LocationDistance[]>
  /** Active places that applied plans hold for students who are not enrolled yet, as engagements for the whole session. */
  promises: (persons: readonly PersonId[], span: Span) => Promise<ReadonlyMap<PersonId, readonly Engagement[]>>
  /** Employees with the role of lead or invigilator in force on `on`, by code. */
  staff: (on: Day) => Promise<readonly StaffMember[]>
  /** Employees with the role of assessor in force on `on`, by code. */
  examiners: (on: Day) => Promise<readonly Examiner[]>
  /** What still needs a place in a period, by student and exam code; all exams or these. With `enrolled` what has one too. */
  demand: (
    period: PeriodId,
    exams?: readonly ExamId[],
    enrolled?: boolean,
    states?: readonly Registration['state'][],
  ) => Promise<readonly UnplacedDemand[]>
  /** How many took each exam of those who were to, by what earlier attempts say; void ones and unknown attendance apart. */
  showUp: () => Promise<readonly Readonly<{examId: ExamId; expected: number; came: number}>[]>
  /** Active seats of sessions. */
  seatsOf: (sessions: readonly SessionId[]) => Promise<readonly SeatOfPool[]>
  /** Every session asked for has an answer. */
  loads: (sessions: readonly SessionId[]) => Promise<ReadonlyMap<SessionId, SessionLoad>>
  /** By code, a page at a time. */
  sessions: (filter: SessionFilter) => Promise<readonly Session[]>
  /** Rooms in which sessions of a period take place, day by day, in no order; cancelled sessions are left out. */
  occupancy: (period: PeriodId) => Promise<readonly RoomDay[]>
  /** Active sessions of all periods that share a moment with `span`, by code. */
  sessionsDuring: (span: Span) => Promise<readonly Session[]>
  /** The seats of a session, by student number. */
  seated: (session: SessionId) => Promise<readonly SeatedStudent[]>
  /** Students with a certificate for a session who are not enrolled, by student number. */
  promisedIn: (session: SessionId) => Promise<readonly PromisedStudent[]>
  /** The slots of an oral session by start and examiners. */
  roster: (session: SessionId) => Promise<readonly RosterSlot[]>
  /** Gives seats another time; one statement for all seats with the same time. */
  retimeSeats: (session: SessionId, change: readonly Readonly<{from: Span; to: Span}>[]) => Promise<void>
  /** Ends the enrolments, seats, waiting places and open offers of a session and empties its pools. Registrations stay. */
  clearSession: (
    session: SessionId,
    reason: string,
  ) => Promise<Readonly<{enrolments: number; seats: number; waiting: number}>>
  /** Of these sessions, the ones in which somebody sits, waits or has a report. */
  inUse: (sessions: readonly SessionId[]) => Promise<ReadonlySet<SessionId>>
  plans: (period?: PeriodId) => Promise<readonly PlanLine[]>
  addPlanSeats: (rows: readonly PlanSeat[]) => Promise<void>
  /** Takes all places out of a draft plan, which gets others. */
  clearPlanSeats: (plan: PlanId) => Promise<void>
  planSeats: (plan: PlanId) => Promise<readonly PlanSeat[]>
  /** Changes when a seat, registration or session of a period does, so that its certificate has to be looked at again. */
  certificateBasis: (period: PeriodId) => Promise<string>
}>

/** What the planning phase remembers, beside what earlier ones do. */
export type PlanningStores = RegistrationStores &
  Readonly<{
    sessions: Table<Session>
    sessionParts: Table<SessionPart>
    sessionExams: Table<SessionExam>
    pools: Table<SeatPool>
    duties: Table<SessionDuty>
    reserves: Table<StaffReserve>
    bookings: Table<RoomBooking>
    oralSlots: Table<OralSlot>
    plans: Table<Plan>
    certificateChecks: Table<CertificateRecord>
    planning: PlanningQuestions
  }>
