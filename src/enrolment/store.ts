import type {
  EnrolmentId,
  ExamId,
  GroupId,
  LocationId,
  PeriodId,
  PersonId,
  PoolId,
  RegistrationId,
  SessionId,
} from '../ids.ts'
import type {Exam, Need} from '../institution/model.ts'
import type {SeatPool} from '../planning/model.ts'
import type {PlanningStores} from '../planning/store.ts'
import type {Table} from '../store.ts'
import type {Day, Instant} from '../time.ts'
import type {Enrolment, Seat, SeatOffer, WaitingPlace} from './model.ts'

/** A registration and the session in which a seat is asked for. */
export type Claimed = Readonly<{registrationId: RegistrationId; personId: PersonId; sessionId: SessionId}>

/** A student as far as a seat for him depends on it. */
export type Claimant = Readonly<{
  personId: PersonId
  student: string
  locationId: LocationId | null
  /** Whether he has left the school. */
  ended: boolean
  groupIds: readonly GroupId[]
  needs: readonly Need[]
}>

/** An exam that somebody takes on a seat. */
export type HeldExam = Readonly<{
  enrolmentId: EnrolmentId
  registrationId: RegistrationId
  /** The registration's code. */
  registration: string
  position: number
  exam: Pick<Exam, 'id' | 'code' | 'name' | 'rules'>
  minutes: number
  extraMinutes: number
  aids: readonly string[]
}>

/** A seat that somebody has, with the exams he takes on it, in order. */
export type HeldSeat = Seat & Readonly<{exams: readonly HeldExam[]}>

/** Somebody on a waiting list, with the seat that is held for him, if any. */
export type Waiter = WaitingPlace &
  Readonly<{
    examId: ExamId
    locationId: LocationId | null
    /** Whether his registration can still be enrolled: agreed and open. */
    agreed: boolean
    offer: SeatOffer | null
  }>

/** An enrolment as a list shows it: codes beside the names people know. */
export type EnrolmentLine = Readonly<{
  id: EnrolmentId
  registration: string
  student: string
  name: string
  exam: string
  examName: string
  session: string
  sessionState: string
  period: string
  on: Day
  from: string
  /** When the seat is his, of all exams that he takes on it. */
  startsAt: Instant
  endsAt: Instant
  zone: string
  room: string | null
  location: string | null
  place: string
  position: number
  extraMinutes: number
  aids: readonly string[]
  source: Enrolment['source']
  enrolledAt: Instant
  endedAt: Instant | null
  endReason: string | null
}>

/** Which enrolments a list shows; all that is given must hold. `after` is the last one of the page before. */
export type EnrolmentFilter = Readonly<{
  person?: PersonId
  registration?: RegistrationId
  exam?: ExamId
  session?: SessionId
  period?: PeriodId
  group?: GroupId
  /** Ended ones too. */
  ended?: boolean
  after?: EnrolmentId
  limit: number
}>

/** A place on a waiting list as a list shows it. */
export type WaitingLine = Readonly<{
  id: WaitingPlace['id']
  registration: string
  student: string
  name: string
  exam: string
  session: string
  on: Day
  from: string
  joinedAt: Instant
  offer: SeatOffer['id'] | null
  offeredAt: Instant | null
  expiresAt: Instant | null
}>

/** Which places on waiting lists a list shows; all that is given must hold. */
export type WaitingFilter = Readonly<{
  person?: PersonId
  session?: SessionId
  exam?: ExamId
  offered?: boolean
  limit: number
}>

/** A reminder to be sent: the enrolments of one student in one session, and how many days before it this is. */
export type DueReminder = Readonly<{
  personId: PersonId
  sessionId: SessionId
  seatId: Seat['id']
  enrolmentId: EnrolmentId
  days: number
  key: string
}>

/** How many of today's enrolments were made in one hour of UTC, `2026-11-30T08`. */
export type HourCount = Readonly<{hour: string; enrolled: number}>

/** Questions about seats and lists, over all periods and beyond one's own reach unless it says otherwise. */
export type EnrolmentQuestions = Readonly<{
  /** What a claim is about, asked in codes: the open registration and the session; within reach. Undefined when any is not there. */
  claimed: (asked: Readonly<{student: string; exam: string; session: string}>) => Promise<Claimed | undefined>
  /** Active pools of sessions, and of those in which a seat is on offer to one of these registrations. */
  poolsToHold: (
    registrations: readonly RegistrationId[],
    sessions: readonly SessionId[],
  ) => Promise<readonly Readonly<{id: PoolId; sessionId: SessionId}>[]>
  claimants: (persons: readonly PersonId[]) => Promise<ReadonlyMap<PersonId, Claimant>>
  /** Active seats of persons in sessions. */
  heldSeats: (sessions: readonly SessionId[], persons: readonly PersonId[]) => Promise<readonly HeldSeat[]>
  /** Who waits for sessions, the longest first: by `joinedAt` and id (design rule 7). */
  waiters: (sessions: readonly SessionId[]) => Promise<readonly Waiter[]>
  /** Active waiting places of registrations, in whatever session. */
  waitingPlaces: (registrations: readonly RegistrationId[]) => Promise<readonly Waiter[]>
  /** Seats of a general pool whose holders a filtered pool is kept for, oldest first, at most `limit`. */
  relabelable: (general: PoolId, filtered: SeatPool, limit: number) => Promise<readonly Seat[]>
  /** Changes how many seats of pools are taken. The schema refuses more than there are, and fewer than none. */
  countTaken: (changes: ReadonlyMap<PoolId, number>) => Promise<void>
  /** By session and student, a page at a time; within reach. */
  list: (filter: EnrolmentFilter) => Promise<readonly EnrolmentLine[]>
  /** Active enrolments of a period by the hour in which they were made, hours in order; beyond every reach, a count. */
  byHour: (period: PeriodId) => Promise<readonly HourCount[]>
  /** The longest waiting first; within reach. */
  waitingList: (filter: WaitingFilter) => Promise<readonly WaitingLine[]>
  /** Sessions with an offer that is over by now. */
  withExpiredOffers: (now: Instant, limit: number) => Promise<readonly SessionId[]>
  /** Sessions where somebody waits without an offer while a seat is free. */
  withFreeSeats: (now: Instant, limit: number) => Promise<readonly SessionId[]>
  /** Reminders of `days` before sessions on `on`, of seats enrolled for before `since`, that were not queued yet. */
  dueReminders: (
    question: Readonly<{on: Day; days: number; since: Instant; now: Instant; limit: number}>,
  ) => Promise<readonly DueReminder[]>
}>

/** What the enrolment phase remembers, beside what earlier ones do. */
export type EnrolmentStores = PlanningStores &
  Readonly<{
    seats: Table<Seat>
    enrolments: Table<Enrolment>
    waitingPlaces: Table<WaitingPlace>
    offers: Table<SeatOffer>
    enrolment: EnrolmentQuestions
  }>
