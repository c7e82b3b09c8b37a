import {z} from 'zod'
import type {Day} from '../../time.ts'

/** A calendar day as people write it, `2026-11-30`. */
export const DayText = z.iso.date('is no day; write it as 2026-11-30').transform((text) => text as Day)
