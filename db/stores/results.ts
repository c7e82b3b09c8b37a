import type {DeliveryStores} from '../../src/delivery/store.ts'
import type {ResultStores} from '../../src/results/store.ts'
import {openTable} from '../table.ts'
import type {Opening} from './opening.ts'
import {openOutcomes} from './results-outcomes.ts'
import {openResitLines} from './results-resits.ts'

/** Opens the memory of the results phase. */
export function openResults(opening: Opening): Omit<ResultStores, keyof DeliveryStores> {
  const {tx, access} = opening
  return {
    results: openTable(tx, access, 'result'),
    resultMessages: openTable(tx, access, 'resultMessage', {noun: 'result-message', ends: null, versioned: false}),
    resits: openTable(tx, access, 'resitRequest', {noun: 'resit', ends: null, code: 'code'}),
    assessments: openTable(tx, access, 'assessment'),
    outcomes: {...openOutcomes(opening), ...openResitLines(opening)},
  }
}
