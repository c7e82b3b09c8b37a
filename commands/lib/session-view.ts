import {Flags} from '@oclif/core'
import {ExamError} from '../../src/errors.ts'
import type {SessionSheet} from '../../src/planning/sessions/session-sheet.ts'
import type {Out} from './out.ts'

/** Where a session is: a room, or an address. */
export function placeOf({room, place}: Pick<SessionSheet, 'room' | 'place'>): string {
  return room ?? place
}

/** A session in a table of sessions. */
export function showSessions(sessions: readonly SessionSheet[], out: Out, empty: string): void {
  out.table(
    ['Session', 'Day', 'Time', 'Place', 'State', 'Exams', 'Taken', 'Held', 'Seats', 'Lead', 'Invigilators'],
    sessions.map((session) => [
      session.code,
      session.on,
      `${session.from}–${session.until}`,
      placeOf(session),
      session.state,
      session.exams.join(' '),
      session.taken,
      session.promised,
      session.capacity,
      session.lead,
      session.invigilators.join(' '),
    ]),
    empty,
  )
}

/** One session, name by name. */
export function showSession(session: SessionSheet, out: Out): void {
  out.title(`Session ${session.code}`)
  out.pairs([
    ['Period', session.period],
    ['State', session.state],
    ['Place', [placeOf(session), session.location].filter(Boolean).join(', ')],
    ['When', `${session.on}, ${session.from}–${session.until} (${session.minutes} minutes)`],
    ...session.parts.slice(1).map(({on, from, minutes}) => ['Also', `${on}, ${from} (${minutes} minutes)`] as const),
    ['Exams', session.exams.join(' ')],
    ['Seats', `${session.taken} taken and ${session.promised} held of ${session.capacity}`],
    ['Lead', session.lead],
    ['Invigilators', session.invigilators.join(' ')],
    ...session.others.map(({staff, duty}) => [duty, staff] as const),
  ])
}

/** Who works at a session: a flag for each duty, and each may be given more than once but the lead's. */
export const dutyFlags = {
  lead: Flags.string({summary: 'Staff code of the lead.'}),
  invigilator: Flags.string({
    summary: 'Staff code of an invigilator; may be given more than once.',
    multiple: true,
    default: [],
  }),
  assessor: Flags.string({
    summary: 'Staff code of an assessor; may be given more than once.',
    multiple: true,
    default: [],
  }),
  'exam-leader': Flags.string({summary: 'Staff code of the leader of a practical exam.', multiple: true, default: []}),
  actor: Flags.string({summary: 'Staff code of an actor in a practical exam.', multiple: true, default: []}),
}

type DutyFlags = Readonly<{
  lead?: string | undefined
  invigilator: readonly string[]
  assessor: readonly string[]
  'exam-leader': readonly string[]
  actor: readonly string[]
}>

/** The duties that flags ask for. */
export function dutiesFrom(flags: DutyFlags) {
  const of = <D extends string>(duty: D, codes: readonly string[]) => codes.map((staff) => ({staff, duty}))
  return [
    ...of('lead', flags.lead === undefined ? [] : [flags.lead]),
    ...of('invigilator', flags.invigilator),
    ...of('assessor', flags.assessor),
    ...of('exam-leader', flags['exam-leader']),
    ...of('actor', flags.actor),
  ]
}

/** Reads `exam:12`-like shares: `exam:CODE=N`, `group:CODE=N`, `location:CODE=N`. @throws ExamError `session.invalid-share` */
export function sharesFrom(texts: readonly string[]) {
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => {
      const [, kind, code = '', seats] = /^(exam|group|location):(.+)=(\d+)$/.exec(text.trim()) ?? []
      if (kind === 'exam' || kind === 'group' || kind === 'location') return {kind, code, seats: Number(seats)} as const
      throw new ExamError(
        'invalid',
        'session.invalid-share',
        `"${text}" is not a share; write it as exam:NE-3F-CE=12, group:4A=10 or location:NOORD=20.`,
        {
          value: text,
        },
      )
    })
}

/** Reads further days of a session: `2026-12-02,09:00,240`. @throws ExamError `session.invalid-part` */
export function partsFrom(texts: readonly string[]) {
  return texts.map((text) => {
    const [on = '', from = '', minutes = ''] = text.split(',').map((part) => part.trim())
    if (on && from && /^\d+$/.test(minutes)) return {on, from, minutes: Number(minutes)}
    throw new ExamError(
      'invalid',
      'session.invalid-part',
      `"${text}" is not a day of a session; write it as 2026-12-02,09:00,240.`,
      {value: text},
    )
  })
}
