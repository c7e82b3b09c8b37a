import type {ExamId} from '../../ids.ts'
import type {PlanningStores} from '../store.ts'

/** How many came of those who were to take an exam, until now, and how many may be expected to. */
export type ShowUp = Readonly<{expected: number; came: number; rate: number}>

/** What is assumed where a school has no history at all. */
const WITHOUT_HISTORY = 0.95
/** An exam with few takers is reckoned as if so many more had come at the school's own rate. */
const BORROWED = 20

/**
 * Expected show-up of each exam from earlier attempts (feature R8). The fewer took an exam, the more its rate is that of the
 * whole school; an exam that nobody took has the school's.
 */
export async function showUpOf(stores: PlanningStores): Promise<(exam: ExamId) => ShowUp> {
  const rows = await stores.planning.showUp()
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((all, row) => all + of(row), 0)
  const all = sum(({expected}) => expected)
  const school = (sum(({came}) => came) + BORROWED * WITHOUT_HISTORY) / (all + BORROWED)
  const known = new Map(rows.map((row) => [row.examId, row]))
  return (exam) => {
    const {expected, came} = known.get(exam) ?? {expected: 0, came: 0}
    const rate = (came + BORROWED * school) / (expected + BORROWED)
    return {expected, came, rate: Math.round(rate * 1_000) / 1_000}
  }
}
