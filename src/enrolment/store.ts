import type {PlanningStores} from '../planning/store.ts'
import type {Table} from '../store.ts'
import type {Enrolment, Seat, SeatOffer, WaitingPlace} from './model.ts'

/** What the enrolment phase remembers, beside what earlier ones do. */
export type EnrolmentStores = PlanningStores &
  Readonly<{
    seats: Table<Seat>
    enrolments: Table<Enrolment>
    waitingPlaces: Table<WaitingPlace>
    offers: Table<SeatOffer>
  }>
