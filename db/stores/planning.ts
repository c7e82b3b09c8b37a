import type {RegistrationStores} from '../../src/registration/store.ts'
import type {PlanningStores} from '../../src/planning/store.ts'
import {openTable} from '../table.ts'
import type {Opening} from './opening.ts'
import {openDemand} from './planning-demand.ts'
import {openOccupancy} from './planning-occupancy.ts'
import {openPlans} from './planning-plans.ts'
import {openSessions} from './planning-sessions.ts'
import {openTimes} from './planning-times.ts'

/** Opens the memory of the planning phase. */
export function openPlanning(opening: Opening): Omit<PlanningStores, keyof RegistrationStores> {
  const {tx, access} = opening
  return {
    sessions: openTable(tx, access, 'session', {code: 'code'}),
    sessionParts: openTable(tx, access, 'sessionPart', {noun: 'session-part', versioned: false}),
    sessionExams: openTable(tx, access, 'sessionExam', {noun: 'session-exam', versioned: false}),
    pools: openTable(tx, access, 'seatPool', {noun: 'pool'}),
    duties: openTable(tx, access, 'sessionDuty', {noun: 'duty', versioned: false}),
    reserves: openTable(tx, access, 'staffReserve', {noun: 'reserve', versioned: false}),
    bookings: openTable(tx, access, 'roomBooking', {noun: 'booking', versioned: false}),
    oralSlots: openTable(tx, access, 'oralSlot', {noun: 'oral-slot', versioned: false}),
    certificateChecks: openTable(tx, access, 'certificateCheck', {
      noun: 'certificate-check',
      ends: null,
      versioned: false,
    }),
    plans: openTable(tx, access, 'plan', {ends: null, code: 'code'}),
    planning: {
      ...openTimes(opening),
      ...openDemand(opening),
      ...openPlans(opening),
      ...openSessions(opening),
      ...openOccupancy(opening),
    },
  }
}
