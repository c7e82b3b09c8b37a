import {z} from 'zod'
import type {Context} from '../../context.ts'
import {type Reason, refuseIfAny} from '../../errors.ts'
import type {EnrolmentId} from '../../ids.ts'
import {parsed} from '../../parsed.ts'
import type {Instant} from '../../time.ts'
import {attendanceFacts, attendanceReasons, type Seen} from './attendance.ts'
import {atDesk, type Desk} from './report-desk.ts'
import {ATTENDANCES, type Attendance} from './report-facts.ts'
import type {CandidateState} from './candidate-state.ts'
import {foldReport} from './report-fold.ts'
import {lateMinutes} from './lateness.ts'
import {type Candidate, candidatesOf} from '../lists/roster.ts'
import {timeAt} from './session-time.ts'
import type {DeliveryStores} from '../store.ts'

/** Who: some students, or all on the list but some. Times are `09:12` on the day or a full wall-clock time. */
export const RecordAttendance = z
  .strictObject({
    session: z.string(),
    students: z.array(z.string()).default([]),
    all: z.boolean().default(false),
    except: z.array(z.string()).default([]),
    exam: z.string().optional(),
    attendance: z.enum(ATTENDANCES),
    arrived: z.string().optional(),
    idChecked: z.boolean().default(false),
    handedIn: z.string().optional(),
    device: z.string().trim().max(80).optional(),
    reason: z.string().optional(),
  })
  .refine(({students, all}) => students.length > 0 !== all, {message: 'Name students, or all of them'})

/** What was recorded of one exam of a student. */
export type RecordedAttendance = Readonly<{
  student: string
  exam: string
  attendance: Attendance
  lateMinutes: number
  idChecked: boolean
}>
export type AttendanceRecord = Readonly<{session: string; recorded: readonly RecordedAttendance[]}>

/**
 * Records attendance in a session's report, of all exams that a student takes there or of one. What is known already is not
 * recorded again.
 *
 * @throws ExamError `report.refused` with `report.too-late` (later than the exam's limit and no decision: Examenprotocol
 *   art. 12), `report.not-there`, `report.not-handed-in`, `report.wrong-order`, `report.not-a-candidate`; as `atDesk`
 */
export async function recordAttendance(
  ctx: Context<DeliveryStores>,
  input: z.input<typeof RecordAttendance>,
): Promise<AttendanceRecord> {
  const wanted = parsed(RecordAttendance, input)
  const {session, reason} = wanted
  return atDesk(ctx, {deed: 'report.record', session, post: 'staff', reason}, async (desk) => {
    const candidates = meant(desk, wanted)
    const states = await statesOf(desk, candidates)
    const seen = seenAs(wanted, desk)
    refuseIfAny(
      'report',
      candidates.flatMap((candidate) => attendanceReasons(candidate, states.get(candidate.enrolment.id), seen)),
    )
    return {
      facts: candidates.flatMap((candidate) => attendanceFacts(candidate, states.get(candidate.enrolment.id), seen)),
      answer: {
        session: desk.session.code,
        recorded: candidates.map((candidate) => recorded(candidate, states.get(candidate.enrolment.id), seen)),
      },
    }
  })
}

/** What the report says so far of these candidates, in full. */
export async function statesOf(
  {stores, session}: Pick<Desk, 'stores' | 'session'>,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<EnrolmentId, CandidateState>> {
  const persons = [...new Set(candidates.map(({person}) => person.id))]
  return foldReport(await stores.delivery.facts(session.id, persons)).candidates
}

type Wanted = z.output<typeof RecordAttendance>

function meant({roster}: Desk, {all, students, except, exam}: Wanted): readonly Candidate[] {
  const asked = {exam, noun: 'report'}
  const left = new Set(candidatesOf(roster, {students: except, noun: 'report'}).map(({person}) => person.id))
  if (!all) return candidatesOf(roster, {...asked, students})
  const rest = roster.filter(({person, exam: of}) => !left.has(person.id) && (exam === undefined || of.code === exam))
  const none: Reason = {
    code: 'report.not-a-candidate',
    message: 'Nobody is left to record; look at the list with: ontrac delivery participants',
  }
  refuseIfAny('report', rest.length === 0 ? [none] : [])
  return rest
}

function seenAs({attendance, arrived, idChecked, handedIn, device}: Wanted, {session, entry}: Desk): Seen {
  const at = (text: string | undefined): Instant | null =>
    text === undefined ? null : timeAt(session, text, entry.now)
  return {attendance, arrivedAt: at(arrived), idChecked, handedInAt: at(handedIn), device: device ?? null}
}

function recorded(
  {person, exam, startsAt}: Candidate,
  state: CandidateState | undefined,
  seen: Seen,
): RecordedAttendance {
  const late = seen.arrivedAt === null ? (state?.lateMinutes ?? 0) : lateMinutes(startsAt, seen.arrivedAt)
  const {attendance} = seen
  return {
    student: person.studentNumber ?? '',
    exam: exam.code,
    attendance,
    lateMinutes: late,
    idChecked: seen.idChecked || (state?.idChecked ?? false),
  }
}
