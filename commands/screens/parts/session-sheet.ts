import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {given} from './command-words.ts'
import type {Cell, Desk, RowDeed, Sheet} from './screen.ts'
import {listOf} from './sheet.ts'
import {say, type Text} from './text.ts'
import {dayText} from './times.ts'
import {NAMES, stateCell} from './words.ts'

/** How full a session is, as figures: taken of capacity. */
export function fillCell({taken, promised, capacity}: Pick<SessionSheet, 'taken' | 'promised' | 'capacity'>): Cell {
  const held = taken + promised
  const tone = held === 0 ? 'dim' : held > capacity ? 'bad' : held === capacity ? 'warn' : 'good'
  return {text: `${held}/${capacity}`, tone}
}

/** A list of sessions, with what can be done with each. */
export function sessionSheet(
  desk: Desk,
  rows: readonly SessionSheet[],
  {title, words, more = false}: Readonly<{title: Text; words: readonly string[]; more?: boolean}>,
): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title,
    rows,
    key: ({id}) => id,
    code: ({code}) => code,
    columns: [
      {title: NAMES.session, cell: ({code}) => code},
      {title: NAMES.day, cell: ({on}) => dayText(on, reader.language), rank: 5},
      {title: NAMES.time, cell: ({from, until}) => `${from}–${until}`, rank: 4},
      {title: NAMES.place, cell: ({room, place}) => room ?? place, rank: 6},
      {title: NAMES.exams, cell: ({exams}) => exams.join(' '), rank: 2, most: 24},
      {title: NAMES.state, cell: ({state}) => stateCell(speak, 'session', state), rank: 1},
      {title: NAMES.taken, cell: fillCell, align: 'right', rank: 0},
      {title: NAMES.lead, cell: ({lead}) => lead ?? {text: '–', tone: 'warn'}, rank: 7},
      {title: NAMES.invigilators, cell: ({invigilators}) => invigilators.join(' '), rank: 8},
    ],
    open: ({code}) => ({screen: 'session', about: [code]}),
    deeds: SESSION_DEEDS,
    empty: say('Geen zittingen.', 'No sessions.'),
    words,
    more,
  })
}

const WHY = {name: 'reason', label: NAMES.reason, optional: true} as const
const OVER: readonly SessionSheet['state'][] = ['reported', 'cancelled', 'aborted']

/** What can be done with a session, wherever it is shown. */
export const SESSION_DEEDS: readonly RowDeed<SessionSheet>[] = [
  {
    key: 'm',
    label: say('verplaats', 'move'),
    deed: 'session.change',
    when: ({state}) => state === 'planned' || state === 'published',
    fields: ({on, from, room}) => [
      {name: 'on', label: NAMES.day, initial: on},
      {name: 'from', label: NAMES.from, initial: from},
      {name: 'room', label: NAMES.room, initial: room ?? '', optional: true},
      WHY,
    ],
    words: (session, {on = '', from = '', room, reason}) => [
      'session',
      'move',
      session.code,
      ...(on === session.on ? [] : ['--on', on]),
      ...(from === session.from ? [] : ['--from', from]),
      ...(room === session.room ? [] : given('room', room)),
      ...given('reason', reason),
    ],
  },
  {
    key: 'd',
    label: say('wijs aan', 'assign staff'),
    deed: 'session.assign-duty',
    when: ({state}) => !OVER.includes(state),
    fields: () => [
      {name: 'lead', label: NAMES.lead, optional: true},
      {name: 'invigilator', label: say('Surveillant', 'Invigilator'), optional: true},
      {name: 'remove', label: say('Wie gaat eraf', 'Who goes'), optional: true},
    ],
    words: ({code}, {lead, invigilator, remove}) => [
      'session',
      'duty',
      code,
      ...given('lead', lead),
      ...given('invigilator', invigilator),
      ...given('remove', remove),
    ],
  },
  {
    key: 'p',
    label: say('publiceer', 'publish'),
    deed: 'session.publish',
    when: ({state}) => state === 'planned',
    words: ({code}) => ['session', 'publish', code],
  },
  {
    key: 'f',
    label: say('maak definitief', 'finalise'),
    deed: 'session.finalise',
    when: ({state}) => state === 'published' || state === 'final',
    words: ({code}) => ['session', 'finalise', code],
  },
  {
    key: 'V',
    label: say('laat vervallen', 'call off'),
    deed: 'session.cancel',
    when: ({state}) => ['planned', 'published', 'final'].includes(state),
    fields: () => [{name: 'reason', label: NAMES.reason}],
    words: ({code}, {reason = ''}) => ['session', 'cancel', code, '--reason', reason],
    severe: ({code}) => code,
  },
]
