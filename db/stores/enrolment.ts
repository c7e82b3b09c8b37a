import type {PlanningStores} from '../../src/planning/store.ts'
import type {EnrolmentStores} from '../../src/enrolment/store.ts'
import {openTable} from '../table.ts'
import {openEnrolmentLists} from './enrolment-lists.ts'
import {openSeats} from './enrolment-seats.ts'
import {openWaiting} from './enrolment-waiting.ts'
import type {Opening} from './opening.ts'

/** Opens the memory of the enrolment phase. */
export function openEnrolment(opening: Opening): Omit<EnrolmentStores, keyof PlanningStores> {
  const {tx, access} = opening
  return {
    seats: openTable(tx, access, 'seat'),
    enrolments: openTable(tx, access, 'enrolment'),
    waitingPlaces: openTable(tx, access, 'waitingPlace', {noun: 'waiting', versioned: false}),
    offers: openTable(tx, access, 'seatOffer', {noun: 'offer', ends: null, versioned: false}),
    enrolment: {...openSeats(opening), ...openWaiting(opening), ...openEnrolmentLists(opening)},
  }
}
