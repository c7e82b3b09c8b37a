import {z} from 'zod'

/** The result scales of the national standard (OKE `resultValueType`). */
export const RESULT_SCALES = [
  'pass-or-fail',
  'insufficient-satisfactory-good',
  'US letter',
  'UK letter',
  'DE grade',
  '0-100',
  '0-10',
  '0.0-10.0',
  'referenceLevelRKTR',
  'referenceLevelERK',
] as const
export type ResultScale = (typeof RESULT_SCALES)[number]

/** The rules of one exam, set by the board in its regulations; a central exam's limits come from the Examenprotocol. */
export const ExamRules = z.strictObject({
  attempts: z.int().min(1).nullable().default(2).describe('How often it may be taken; null is without limit.'),
  improvement: z
    .enum(['never', 'once', 'always'])
    .default('never')
    .describe('Whether it may be taken again after a pass.'),
  counts: z.enum(['highest', 'last', 'first']).default('highest').describe('Which attempt is the result.'),
  resit: z.enum(['board', 'rule']).default('board').describe('Who grants a resit: the board each time, or this rule.'),
  consent: z.boolean().default(false).describe('Whether the team agrees to a registration first.'),
  registerBy: z.array(z.enum(['student', 'teacher', 'office'])).default(['student', 'teacher', 'office']),
  enrolBy: z.array(z.enum(['student', 'teacher', 'office'])).default(['office']),
  lateMinutes: z
    .int()
    .min(0)
    .max(240)
    .default(30)
    .describe('Later than this is not admitted, save by a recorded decision.'),
  idRequired: z.boolean().default(true),
  preparationMinutes: z.int().min(0).max(240).default(0).describe('Minutes of preparation before an oral.'),
  examiners: z.int().min(1).max(2).default(1).describe('How many examiners hear a student together in an oral.'),
  moments: z.enum(['one', 'several']).default('several').describe('One sitting for all, or several sittings.'),
  shareRoom: z.string().default('').describe('Exams with the same word here may share a room; empty shares with none.'),
  shareSeat: z.string().default('').describe('Exams with the same word here may follow each other on one seat.'),
})
export type ExamRules = z.infer<typeof ExamRules>
