import type {RegistrationStores} from '../registration/store.ts'
import type {Table} from '../store.ts'
import type {OralSlot, Plan, RoomBooking, SeatPool, Session, SessionDuty, SessionExam, SessionPart} from './model.ts'

/** What the planning phase remembers, beside what earlier ones do. */
export type PlanningStores = RegistrationStores &
  Readonly<{
    sessions: Table<Session>
    sessionParts: Table<SessionPart>
    sessionExams: Table<SessionExam>
    pools: Table<SeatPool>
    duties: Table<SessionDuty>
    bookings: Table<RoomBooking>
    oralSlots: Table<OralSlot>
    plans: Table<Plan>
  }>
