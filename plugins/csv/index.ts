import type {TableReader, TableWriter} from '../../src/ports.ts'
import {readTable} from './read-table.ts'
import {writeTable} from './write-table.ts'

/** Tables as comma-, semicolon- or tab-separated text, as schools' systems and spreadsheets exchange them. */
export const csv: TableReader & TableWriter = {read: readTable, csv: writeTable}
