import {ExamError, type Reason} from '../../errors.ts'
import {instant, overlaps, plusMinutes, type Span, timeOf} from '../../time.ts'
import {heldSession} from '../sessions/held-session.ts'
import type {OralSlot, Session} from '../model.ts'
import {slotTimes} from './oral-slots.ts'
import {readDuties} from '../sessions/session-input.ts'
import type {OfferedExam, SessionWish, WishedDuty} from '../sessions/session-wish.ts'
import type {PlanningStores} from '../store.ts'

/** Slots as somebody asks for them, by codes and wall-clock times on the session's day. */
export type WantedSlots = Readonly<{
  session: string
  exam?: string | undefined
  first: string
  every: number
  breaks: readonly string[]
  examiners: readonly string[]
  preparation?: number | undefined
}>

/** The same, looked up and laid out. */
export type OralPattern = Readonly<{
  session: Session
  held: SessionWish
  offered: OfferedExam
  sessionExamId: OralSlot['sessionExamId']
  examiners: readonly WishedDuty[]
  every: number
  preparation: number
  spans: readonly Span[]
}>

const OPEN: readonly Session['state'][] = ['planned', 'published']

/** Looks up a pattern of slots and lays out their times. @throws ExamError `session.not-found`, `staff.not-found`, `oral.which-exam` */
export async function oralPattern(stores: PlanningStores, wanted: WantedSlots): Promise<OralPattern> {
  const session = await stores.sessions.get(wanted.session)
  const held = await heldSession(stores, session)
  const offered = whichExam(held, wanted.exam)
  const [row] = await stores.sessionExams.all({sessionId: session.id, examId: offered.exam.id})
  const examiners = wanted.examiners.map((staff) => ({staff, duty: 'assessor' as const}))
  const at = (time: string) => instant(`${session.onDate}T${time.padStart(5, '0')}`, session.zone)
  const breaks = wanted.breaks
    .map((text) => text.split('-'))
    .map(([from = '', to = '']) => ({startsAt: at(from), endsAt: at(to)}))
  return {
    session,
    held,
    offered,
    sessionExamId: row!.id,
    examiners: await readDuties(stores, examiners),
    every: wanted.every,
    preparation: wanted.preparation ?? offered.exam.rules.preparationMinutes,
    spans: slotTimes({first: at(wanted.first), until: session.endsAt, every: wanted.every, breaks}),
  }
}

function whichExam({exams}: SessionWish, code: string | undefined): OfferedExam {
  const found =
    code === undefined ? (exams.length === 1 ? exams[0] : undefined) : exams.find(({exam}) => exam.code === code)
  if (found) return found
  const codes = exams.map(({exam}) => exam.code)
  throw new ExamError(
    'invalid',
    'oral.which-exam',
    `Say for which exam of the session with --exam: ${codes.join(', ')}`,
    {exams: codes},
  )
}

/**
 * Why slots cannot be made; `taken` are those that stay. Codes: `oral.not-oral`, `oral.closed`, `oral.too-tight`,
 * `oral.no-slot-fits`, `oral.too-early`, `oral.examiner-twice`.
 */
export function patternReasons(pattern: OralPattern, taken: readonly OralSlot[]): Reason[] {
  return [...sessionReasons(pattern.session), ...timeReasons(pattern), ...twiceReasons(pattern, taken)]
}

function sessionReasons({code, kind, state}: Session): Reason[] {
  return [
    ...(kind === 'oral'
      ? []
      : [
          {
            code: 'oral.not-oral',
            message: `Session ${code} is no oral session; make one with: ontrac session create --kind oral`,
          },
        ]),
    ...(OPEN.includes(state)
      ? []
      : [{code: 'oral.closed', message: `Session ${code} is ${state}; its slots no longer change.`}]),
  ]
}

function timeReasons({
  session: {startsAt, endsAt, zone},
  offered: {exam, version},
  every,
  preparation,
  spans,
}: OralPattern): Reason[] {
  const [first] = spans
  const reasons: Reason[] = []
  if (every < version.minutes) {
    reasons.push({
      code: 'oral.too-tight',
      message: `${exam.code} takes ${version.minutes} minutes; leave at least as much with --every.`,
    })
  }
  if (!first) {
    reasons.push({
      code: 'oral.no-slot-fits',
      message: `No slot fits before the session ends at ${timeOf(endsAt, zone)}; start earlier, or make the session longer.`,
    })
  }
  if (first && plusMinutes(first.startsAt, -preparation) < startsAt) {
    const message = `With ${preparation} minutes of preparation the first student would come before the session starts at ${timeOf(startsAt, zone)}; start later with --first.`
    reasons.push({code: 'oral.too-early', message})
  }
  return reasons
}

function twiceReasons({examiners, spans, session}: OralPattern, taken: readonly OralSlot[]): Reason[] {
  return examiners
    .filter(({person}) =>
      taken.some((slot) => slot.examinerIds.includes(person.id) && spans.some((span) => overlaps(span, slot))),
    )
    .map(({person}) => ({
      code: 'oral.examiner-twice',
      message: `${person.staffCode} has other slots in session ${session.code} at that time; replace the free ones with --replace.`,
      details: {staff: person.staffCode},
    }))
}
