import {reachOf} from '../../../src/deeds.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {given} from './command-words.ts'
import type {Cell, DeedChoice, Desk, Item} from './screen.ts'
import {SESSION_DEEDS} from './session-sheet.ts'
import {choicesOf, type SquareOf, toned} from './sheet.ts'
import {say} from './text.ts'
import {dayText} from './times.ts'
import {NAMES, stateCell} from './words.ts'

/** A part of a day on the board. */
export type Slot = Readonly<{on: string; from: string; until: string}>

type Square = Readonly<{period: string; room: string; slot: Slot; all: readonly SessionSheet[]}>

/** What stands in a room in a part of a day: how full it is, and what can be done with it there. */
export function boardSquare(desk: Desk, {period, room, slot, all}: Square): SquareOf {
  const here = all.filter((session) => session.on === slot.on && session.from < slot.until && slot.from < session.until)
  const [first] = here
  const {speak, reader} = desk
  const item: Item = {
    code: first?.code ?? room,
    open: first ? {screen: 'session', about: [first.code]} : null,
    facts: () => [
      [speak(NAMES.room), room],
      [speak(NAMES.at), `${dayText(slot.on, reader.language)} ${slot.from}–${slot.until}`],
      ...here.flatMap((session) => [
        [session.code, `${session.from}–${session.until} ${session.exams.join(' ')}`] as const,
        ['', stateCell(speak, 'session', session.state)] as const,
        [speak(NAMES.lead), [session.lead ?? '–', ...session.invigilators].join(' ')] as const,
      ]),
    ],
    deeds: (held) => (held === null ? own(desk, {period, room, slot}, here) : [putDown(desk, held, {room, slot})]),
  }
  return {cell: fillOf(here), item}
}

/** Figures say what the colour says: taken of capacity, and how many sessions where there are several. */
function fillOf(here: readonly SessionSheet[]): Cell {
  if (here.length === 0) return toned('·', 'dim')
  const held = here.reduce((sum, {taken, promised}) => sum + taken + promised, 0)
  const capacity = here.reduce((sum, session) => sum + session.capacity, 0)
  const tone = held > capacity ? 'bad' : held === capacity ? 'warn' : held === 0 ? 'dim' : 'good'
  return toned(`${here.length > 1 ? `${here.length}× ` : ''}${held}/${capacity}`, tone)
}

function own(
  desk: Desk,
  at: Readonly<{period: string; room: string; slot: Slot}>,
  here: readonly SessionSheet[],
): readonly DeedChoice[] {
  const {speak, reader} = desk
  if (reader.readOnly) return []
  const [first] = here
  if (!first) return mayDo(desk, 'session.create') ? [makeHere(desk, at)] : []
  const movable = first.state === 'planned' || first.state === 'published'
  const pick: DeedChoice = {
    key: 'm',
    label: speak(say('pak op', 'pick up')),
    fields: [],
    words: () => [],
    hold: first.code,
  }
  return [
    ...(movable && mayDo(desk, 'session.change') ? [pick] : []),
    ...choicesOf(
      desk,
      SESSION_DEEDS.filter(({key}) => key !== 'm'),
      first,
    ),
  ]
}

function mayDo({reader}: Desk, deed: 'session.create' | 'session.change'): boolean {
  return reader.roles.some((role) => reachOf(deed, role))
}

/** The preview of a move names every conflict, so that it is seen before anything happens. */
function putDown({speak}: Desk, held: string, {room, slot}: Readonly<{room: string; slot: Slot}>): DeedChoice {
  return {
    key: 'm',
    label: speak(say('zet hier neer', 'put down here')),
    fields: [
      {name: 'from', label: speak(NAMES.from), initial: slot.from},
      {name: 'reason', label: speak(NAMES.reason), optional: true},
    ],
    words: ({from = '', reason}) => [
      'session',
      'move',
      held,
      '--room',
      room,
      '--on',
      slot.on,
      '--from',
      from,
      ...given('reason', reason),
    ],
  }
}

function makeHere(
  {speak}: Desk,
  {period, room, slot}: Readonly<{period: string; room: string; slot: Slot}>,
): DeedChoice {
  return {
    key: 'n',
    label: speak(say('nieuwe zitting', 'new session')),
    fields: [
      {name: 'exam', label: speak(NAMES.exam)},
      {name: 'from', label: speak(NAMES.from), initial: slot.from},
      {name: 'minutes', label: speak(say('Minuten', 'Minutes')), optional: true},
      {name: 'lead', label: speak(NAMES.lead), optional: true},
      {name: 'invigilator', label: speak(say('Surveillant', 'Invigilator')), optional: true},
    ],
    words: ({exam = '', from = '', minutes, lead, invigilator}) => [
      'session',
      'create',
      period,
      '--room',
      room,
      '--on',
      slot.on,
      '--from',
      from,
      '--exam',
      exam,
      ...given('minutes', minutes),
      ...given('lead', lead),
      ...given('invigilator', invigilator),
    ],
  }
}
