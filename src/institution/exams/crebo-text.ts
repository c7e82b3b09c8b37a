import {z} from 'zod'

/** The number of a qualification in the national register: five digits. */
export const CreboText = z.string().regex(/^\d{5}$/, 'is no crebo: five digits')

/** The exam plan that an exam is in: of one crebo, or `*` for every one. */
export const PlanCreboText = z.string().regex(/^(\d{5}|\*)$/, 'is no crebo: five digits, or *')

/** The school year in which students of a programme started. */
export const CohortText = z.string().regex(/^\d{4}-\d{4}$/, 'is no cohort, such as 2025-2026')
