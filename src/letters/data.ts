import {z} from 'zod'
import type {Day, Instant} from '../time.ts'

/** An instant in a letter's data, as {@link Instant} is written. */
export const InstantText = z.iso.datetime().transform((text) => text as Instant)

/** A calendar day in a letter's data. */
export const DayText = z.iso.date().transform((text) => text as Day)

/** An exam as letters name it. */
export const ExamName = z.object({code: z.string(), name: z.string().min(1)})
export type ExamName = z.output<typeof ExamName>

/** Free text that a person wrote; empty when he wrote none. */
export const Remark = z.string().default('')
