import {reachOf} from '../../../src/deeds.ts'
import type {TakenRoom} from '../../../src/planning/sessions/rooms-taken.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {minutesBetween} from '../../../src/time.ts'
import {given} from '../parts/command-words.ts'
import type {Slot} from '../parts/plan-square.ts'
import type {DeedChoice, Desk, RowDeed} from '../parts/screen.ts'
import {SESSION_DEEDS} from '../parts/session-sheet.ts'
import {choicesOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {NAMES} from '../parts/words.ts'

/** What stands at a room and a part of a day: a session or none, and what else takes the room then. */
type Here = Readonly<{
  period: string
  room: string
  slot: Slot
  session: SessionSheet | undefined
  shut: readonly TakenRoom[]
}>

/** What can be done with a square of the plan board. */
export function onSquare(desk: Desk, {period, room, slot, session, shut}: Here): readonly DeedChoice[] {
  const {speak, reader} = desk
  if (!session) return [...openHere(desk, {period, room, slot}), ...choicesOf(desk, ROOM_DEEDS, {room, slot, shut})]
  const movable = !reader.readOnly && (session.state === 'planned' || session.state === 'published')
  const pick: DeedChoice = {
    key: 'm',
    label: speak(say('pak op', 'pick up')),
    fields: [],
    words: () => [],
    hold: session.code,
  }
  return [
    ...(movable && mayDo(desk, 'session.change') ? [pick] : []),
    ...choicesOf(
      desk,
      SESSION_DEEDS.filter(({key}) => key !== 'm'),
      session,
    ),
  ]
}

function openHere(desk: Desk, at: Readonly<{period: string; room: string; slot: Slot}>): readonly DeedChoice[] {
  return !desk.reader.readOnly && mayDo(desk, 'session.create') ? [makeHere(desk, at)] : []
}

type RoomThen = Pick<Here, 'room' | 'slot' | 'shut'>

/** What can be done with a room in which no session stands then. */
const ROOM_DEEDS: readonly RowDeed<RoomThen>[] = [
  {
    key: 'b',
    label: say('sluit lokaal', 'block room'),
    deed: 'room.block',
    when: ({shut}) => shut.length === 0,
    fields: ({slot}) => [
      {name: 'from', label: NAMES.from, initial: slot.from},
      {
        name: 'minutes',
        label: say('Minuten', 'Minutes'),
        initial: String(minutesBetween(slot.span.startsAt, slot.span.endsAt)),
      },
      {name: 'title', label: NAMES.reason},
    ],
    words: ({room, slot}, {from = '', minutes = '', title = ''}) => [
      'room',
      'block',
      room,
      '--on',
      slot.on,
      '--from',
      from,
      '--minutes',
      minutes,
      '--title',
      title,
    ],
  },
  {
    key: 'b',
    label: say('geef lokaal vrij', 'unblock room'),
    deed: 'room.block',
    when: ({shut}) => shut.some(({by}) => by === 'block'),
    fields: ({shut}) => [{name: 'from', label: NAMES.from, initial: shut.find(({by}) => by === 'block')?.from ?? ''}],
    words: ({room, slot}, {from = ''}) => ['room', 'unblock', room, '--on', slot.on, '--from', from],
  },
]

function mayDo({reader}: Desk, deed: 'session.create' | 'session.change'): boolean {
  return reader.roles.some((role) => reachOf(deed, role))
}

/** The preview of a move names every conflict, so that it is seen before anything happens. */
export function putDown({speak}: Desk, held: string, {room, slot}: Readonly<{room: string; slot: Slot}>): DeedChoice {
  return {
    key: 'm',
    label: speak(say('zet hier neer', 'put down here')),
    foresee: true,
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
