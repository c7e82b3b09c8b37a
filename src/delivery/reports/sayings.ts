import {z} from 'zod'
import type {Session} from '../../planning/model.ts'
import type {Instant} from '../../time.ts'
import {type Candidate, candidatesOf} from '../lists/roster.ts'
import {arrival} from './attendance.ts'
import type {Desk} from './report-desk.ts'
import {ATTENDANCES, EVENT_KINDS, type FactDraft, type FactSubject, ID_DOCUMENTS} from './report-facts.ts'
import {timeAt} from './session-time.ts'

const text = z.string().trim()
const blank = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
/** 24 days: no clock of a device that is still used is further off. */
const MOST_OFFSET = 2_000_000_000

const COMMON = {
  /** Given where it was said: what is sent twice is received once. */
  id: z.uuid(),
  /** By the device's clock, and how many milliseconds that is behind the server's. */
  deviceAt: z.iso
    .datetime()
    .transform((at) => at as Instant)
    .nullish(),
  offsetMs: z.coerce.number().int().min(-MOST_OFFSET).max(MOST_OFFSET).nullish(),
  /** Number of the last fact on the page on which it was said. */
  basis: z.coerce.number().int().min(0),
}
/** Student number or id; `exam` is a code where he takes several. */
const OF_STUDENT = {...COMMON, student: text.min(1), exam: blank(text)}
/** `09:12` on the session's day; without it, when it was said. */
const AT = {at: blank(text)}

/** What somebody in the room says with one tap, as his device keeps it until it is received. */
export const Saying = z.discriminatedUnion('kind', [
  z.strictObject({...OF_STUDENT, ...AT, kind: z.literal('here'), idSeen: blank(z.enum(['yes']))}),
  z.strictObject({...OF_STUDENT, kind: z.literal('attendance'), attendance: z.enum(ATTENDANCES)}),
  z.strictObject({...OF_STUDENT, kind: z.literal('id'), document: blank(z.enum(ID_DOCUMENTS))}),
  z.strictObject({...OF_STUDENT, ...AT, kind: z.literal('handed-in')}),
  z.strictObject({...OF_STUDENT, kind: z.literal('device'), device: text.max(80)}),
  z.strictObject({...OF_STUDENT, ...AT, kind: z.literal('toilet'), direction: z.enum(['out', 'back'])}),
  z.strictObject({...COMMON, kind: z.literal('note'), student: blank(text), text: text.min(1).max(4000)}),
  z.strictObject({
    ...COMMON,
    ...AT,
    kind: z.literal('event'),
    event: z.enum(EVENT_KINDS),
    student: blank(text),
    text: text.min(1).max(4000),
    action: text.max(4000).default(''),
  }),
])
export type Saying = z.output<typeof Saying>

type Hearing = Readonly<{roster: readonly Candidate[]; session: Session; now: Instant; saidAt: Instant}>
type OfKind<K extends Saying['kind']> = Extract<Saying, {kind: K}>

/**
 * The facts that a saying comes to. They hang on what was said and on who takes what when, never on what the report said
 * before, so that sayings come to the same whenever they are received.
 *
 * @throws ExamError `report.refused` with `report.not-a-candidate`; `report.future-time`, `time.invalid-time`
 */
export function factsOf(saying: Saying, {entry, roster, session}: Desk, saidAt: Instant): readonly FactDraft[] {
  const read = READ[saying.kind] as (saying: Saying, hearing: Hearing) => readonly FactDraft[]
  return read(saying, {roster, session, now: entry.now, saidAt})
}

const READ: {readonly [K in Saying['kind']]: (saying: OfKind<K>, hearing: Hearing) => readonly FactDraft[]} = {
  here: (saying, hearing) =>
    each(saying, hearing, (about, candidate) => [
      {kind: 'arrived', detail: arrival(candidate, momentOf(saying, hearing)), about},
      {kind: 'attendance', detail: {attendance: 'notFinished'}, about},
      ...(saying.idSeen ? [{kind: 'id-checked', detail: {document: null}, about} as const] : []),
    ]),
  attendance: (saying, hearing) =>
    each(saying, hearing, (about) => [{kind: 'attendance', detail: {attendance: saying.attendance}, about}]),
  id: (saying, hearing) =>
    each(saying, hearing, (about) => [{kind: 'id-checked', detail: {document: saying.document ?? null}, about}]),
  'handed-in': (saying, hearing) =>
    each(saying, hearing, (about) => [
      {kind: 'handed-in', detail: {at: momentOf(saying, hearing)}, about},
      {kind: 'attendance', detail: {attendance: 'present'}, about},
    ]),
  device: (saying, hearing) =>
    each(saying, hearing, (about) => [{kind: 'device', detail: {device: saying.device}, about}]),
  toilet: (saying, hearing) => [
    {
      kind: 'toilet',
      detail: {direction: saying.direction, at: momentOf(saying, hearing)},
      about: person(saying, hearing),
    },
  ],
  note: (saying, hearing) => [{kind: 'note', detail: {}, text: saying.text, ...maybeAbout(saying, hearing)}],
  event: (saying, hearing) => {
    const concerns = saying.student === undefined ? [] : [person({student: saying.student}, hearing).personId]
    const detail = {event: saying.event, concerns, action: saying.action, at: momentOf(saying, hearing)}
    return [{kind: 'event', detail, text: saying.text}]
  },
}

type OfStudent = Readonly<{student: string; exam?: string | undefined}>

function each(
  {student, exam}: OfStudent,
  {roster}: Hearing,
  facts: (about: FactSubject, candidate: Candidate) => readonly FactDraft[],
): readonly FactDraft[] {
  return candidatesOf(roster, {students: [student], exam, noun: 'report'}).flatMap((candidate) =>
    facts({personId: candidate.person.id, enrolmentId: candidate.enrolment.id}, candidate),
  )
}

function person({student}: Pick<OfStudent, 'student'>, {roster}: Hearing): FactSubject {
  const [candidate] = candidatesOf(roster, {students: [student], noun: 'report'})
  return {personId: candidate!.person.id, enrolmentId: null}
}

function maybeAbout({student}: OfKind<'note'>, hearing: Hearing): Readonly<{about?: FactSubject}> {
  return student === undefined ? {} : {about: person({student}, hearing)}
}

function momentOf({at}: Readonly<{at?: string | undefined}>, {session, now, saidAt}: Hearing): Instant {
  return at === undefined ? saidAt : timeAt(session, at, now)
}
