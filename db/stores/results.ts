import type {DeliveryStores} from '../../src/delivery/store.ts'
import type {ResultStores} from '../../src/results/store.ts'
import {openTable} from '../table.ts'
import type {Opening} from './opening.ts'

/** Opens the memory of the results phase. */
export function openResults({tx, access}: Opening): Omit<ResultStores, keyof DeliveryStores> {
  return {
    results: openTable(tx, access, 'result'),
    resultMessages: openTable(tx, access, 'resultMessage', {noun: 'result-message', ends: null, versioned: false}),
    resits: openTable(tx, access, 'resitRequest', {noun: 'resit', ends: null, code: 'code'}),
  }
}
