import type {EnrolmentStores} from '../../src/enrolment/store.ts'
import type {DeliveryStores} from '../../src/delivery/store.ts'
import {openTable} from '../table.ts'
import {openDeliveryQuestions} from './delivery-questions.ts'
import type {Opening} from './opening.ts'

/** Opens the memory of the delivery phase. */
export function openDelivery(opening: Opening): Omit<DeliveryStores, keyof EnrolmentStores> {
  const {tx, access} = opening
  return {
    delivery: openDeliveryQuestions(opening),
    listVersions: openTable(tx, access, 'listVersion', {noun: 'list-version', ends: null, versioned: false}),
    reportFacts: openTable(tx, access, 'reportFact', {noun: 'report-fact', ends: null, versioned: false}),
    signatures: openTable(tx, access, 'reportSignature', {noun: 'report-signature', ends: null, versioned: false}),
    absences: openTable(tx, access, 'absence'),
    cases: openTable(tx, access, 'examCase', {noun: 'case', ends: null, code: 'code'}),
    caseCandidates: openTable(tx, access, 'caseCandidate', {noun: 'case-candidate', ends: null, versioned: false}),
    caseNotes: openTable(tx, access, 'caseNote', {noun: 'case-note', ends: null, versioned: false}),
  }
}
