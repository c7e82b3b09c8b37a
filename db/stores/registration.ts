import type {InstitutionStores} from '../../src/institution/store.ts'
import type {RegistrationStores} from '../../src/registration/store.ts'
import {openTable} from '../table.ts'
import type {Opening} from './opening.ts'

/** Opens the memory of the registration phase. */
export function openRegistration({tx, access}: Opening): Omit<RegistrationStores, keyof InstitutionStores> {
  return {
    registrations: openTable(tx, access, 'registration', {ends: 'closedAt', code: 'code'}),
    registrationNotes: openTable(tx, access, 'registrationNote', {noun: 'registration-note', ends: null, versioned: false}),
    attempts: openTable(tx, access, 'attempt'),
    freezes: openTable(tx, access, 'demandFreeze', {noun: 'demand-freeze', ends: null, versioned: false}),
  }
}
