import type {InstitutionStores} from '../institution/store.ts'
import type {Table} from '../store.ts'
import type {Attempt, DemandFreeze, Registration, RegistrationNote} from './model.ts'

/** What the registration phase remembers, beside what earlier ones do. */
export type RegistrationStores = InstitutionStores &
  Readonly<{
    registrations: Table<Registration>
    registrationNotes: Table<RegistrationNote>
    freezes: Table<DemandFreeze>
    attempts: Table<Attempt>
  }>
