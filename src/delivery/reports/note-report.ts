import {z} from 'zod'
import type {Context} from '../../context.ts'
import {parsed} from '../../parsed.ts'
import {atDesk} from './report-desk.ts'
import {EVENT_KINDS, type EventKind} from './report-facts.ts'
import {candidatesOf} from '../lists/roster.ts'
import {timeAt} from './session-time.ts'
import type {DeliveryStores} from '../store.ts'

export const NoteReport = z.strictObject({
  session: z.string(),
  student: z.string().optional(),
  text: z.string().trim().min(1),
  reason: z.string().optional(),
})

export type ReportNote = Readonly<{session: string; student: string | null; text: string}>

/** Writes a remark in a session's report, about a student or the whole session. @throws ExamError as `atDesk` */
export async function noteReport(ctx: Context<DeliveryStores>, input: z.input<typeof NoteReport>): Promise<ReportNote> {
  const {session, student, text, reason} = parsed(NoteReport, input)
  return atDesk(ctx, {deed: 'report.record', session, post: 'staff', reason}, (desk) => {
    const [candidate] = student === undefined ? [] : candidatesOf(desk.roster, {students: [student], noun: 'report'})
    const about = candidate ? {about: {personId: candidate.person.id, enrolmentId: null}} : {}
    return {
      facts: [{kind: 'note', detail: {}, text, ...about}],
      answer: {session: desk.session.code, student: student ?? null, text},
    }
  })
}

export const RecordEvent = z.strictObject({
  session: z.string(),
  kind: z.enum(EVENT_KINDS),
  /** Student numbers. */
  concerns: z.array(z.string()).default([]),
  text: z.string().trim().min(1),
  /** What was done about it. */
  action: z.string().trim().default(''),
  /** `09:40`; default is now. */
  at: z.string().optional(),
  reason: z.string().optional(),
})

export type RecordedEvent = Readonly<{session: string; kind: EventKind; concerns: readonly string[]}>

/**
 * Writes in a session's report what happened, whom it concerned and what was done. A case is opened apart, where it must be
 * decided on.
 *
 * @throws ExamError `report.future-time`; as `atDesk`
 */
export async function recordEvent(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof RecordEvent>,
): Promise<RecordedEvent> {
  const {session, kind, concerns, text, action, at, reason} = parsed(RecordEvent, input)
  return atDesk(ctx, {deed: 'report.record', session, post: 'staff', reason}, (desk) => {
    const persons = new Set(
      candidatesOf(desk.roster, {students: concerns, noun: 'report'}).map(({person}) => person.id),
    )
    const happened = at === undefined ? null : timeAt(desk.session, at, desk.entry.now)
    return {
      facts: [{kind: 'event', detail: {event: kind, concerns: [...persons], action, at: happened}, text}],
      answer: {session: desk.session.code, kind, concerns},
    }
  })
}
