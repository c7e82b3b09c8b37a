import {z} from 'zod'

/**
 * What the school decides once for all exams; data, changed by the deed `institution.configure`.
 *
 * Terms are in calendar days in the institution's zone unless the name says otherwise (design rule 4). No national rule
 * sets them: they come from the school's own exam regulations.
 */
export const Policy = z.strictObject({
  reminderDays: z
    .array(z.int().min(0).max(60))
    .default([7, 1])
    .describe('Days before a session on which a reminder is mailed.'),
  cancelUntilDays: z
    .int()
    .min(0)
    .max(60)
    .default(2)
    .describe('A student may cancel or move until this many days before the session.'),
  offerHours: z.int().min(1).max(168).default(24).describe('Hours that an offered seat is held.'),
  mailDelayMinutes: z
    .int()
    .min(0)
    .max(1440)
    .default(10)
    .describe('Minutes that mails of a big change wait, so that an undo sends none.'),
  dailyTaskMail: z
    .boolean()
    .default(true)
    .describe('Whether staff are mailed once on each working day what waits for them.'),
  dailyTaskMailHour: z.int().min(0).max(23).default(7).describe('The hour from which that mail goes.'),
  travelMinutes: z
    .int()
    .min(0)
    .max(240)
    .default(30)
    .describe('Minutes between two locations where no distance is known.'),
  betweenExamsMinutes: z.int().min(0).max(120).default(0).describe('Minutes between two exams on one seat.'),
  turnaroundMinutes: z
    .int()
    .min(0)
    .max(120)
    .default(15)
    .describe('Minutes that a room needs between two planned sessions.'),
  dayParts: z
    .array(
      z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'write a day part as 09:00-12:30')
        .refine((part) => part.slice(0, 5) < part.slice(6), 'a day part ends after it starts'),
    )
    .min(1)
    .default(['09:00-12:30', '13:00-17:00'])
    .describe('Parts of a working day in which sessions are planned by themselves.'),
  invigilatorsPer: z
    .int()
    .min(1)
    .max(500)
    .default(25)
    .describe('One invigilator for every so many students in a room, beside the lead.'),
  planWeights: z
    .array(z.string().regex(/^[a-z-]+:\d{1,6}$/, 'write a weight as same-day:10'))
    .default([])
    .describe('What one unit of a term of a plan costs, where the school weighs it otherwise, such as `same-day:10`.'),
  absenceCountsAsAttempt: z
    .boolean()
    .default(true)
    .describe('Whether an absence without a valid reason counts as an attempt.'),
  absenceLapsesResit: z
    .boolean()
    .default(false)
    .describe('Whether an absence without a valid reason ends the right to a resit.'),
  ownResultsEstablished: z
    .boolean()
    .default(false)
    .describe('Whether somebody may establish a result that he gave himself.'),
  lateRegistrationDays: z
    .int()
    .min(0)
    .max(60)
    .default(14)
    .describe('Days before the first session after which nothing is added.'),
  appealWorkingDays: z
    .int()
    .min(1)
    .max(60)
    .default(10)
    .describe('Working days for appeal, named in every decision of the board.'),
  importUndoDays: z
    .int()
    .min(1)
    .max(365)
    .default(30)
    .describe('Days in which an import can be undone; then what it kept for that is forgotten.'),
  teacherSessionsApproved: z
    .boolean()
    .default(false)
    .describe('Whether the exam office approves, by publishing them, sessions that teachers plan.'),
  retentionMonths: z
    .int()
    .min(1)
    .max(120)
    .default(18)
    .describe('Months that a dossier is kept after the diploma or the end of study.'),
})
export type Policy = z.infer<typeof Policy>
