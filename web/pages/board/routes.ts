import type {Route} from '../../route.ts'
import {boardCase} from './case.tsx'
import {boardCases} from './cases.tsx'
import {boardMandates} from './mandates.tsx'
import {boardResits} from './resits.tsx'
import {boardResults} from './results.tsx'

/** The pages of exam board and functionary. */
export const BOARD_PAGES: readonly Route[] = [
  ...boardCases,
  ...boardCase,
  ...boardResits,
  ...boardResults,
  ...boardMandates,
]
