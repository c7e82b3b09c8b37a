import {overlaps, type Span, timeOf} from '../../../src/time.ts'
import type {TakenRoom} from '../../../src/planning/sessions/rooms-taken.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {onSquare, putDown} from '../deeds/square-deeds.ts'
import type {Cell, Desk, Fact, Item} from './screen.ts'
import {fillCell} from './session-sheet.ts'
import {type SquareOf, toned} from './sheet.ts'
import {say} from './text.ts'
import {dayText} from './times.ts'
import {NAMES, stateCell} from './words.ts'

/** A part of a day on the board; `span` is when that is. */
export type Slot = Readonly<{on: string; from: string; until: string; span: Span}>

/** A room at one part of a day; where several sessions share it, each has a line of its own and `nth` says which this is. */
type Square = Readonly<{
  period: string
  room: string
  slot: Slot
  nth: number
  all: readonly SessionSheet[]
  taken: readonly TakenRoom[]
}>

/** The sessions of a room in a part of a day, in order of time. */
export function sessionsIn(all: readonly SessionSheet[], {on, from, until}: Slot): readonly SessionSheet[] {
  return all
    .filter((session) => session.on === on && session.from < until && from < session.until)
    .toSorted((a, b) => (`${a.from} ${a.code}` < `${b.from} ${b.code}` ? -1 : 1))
}

/** What stands in a room in a part of a day: how full it is or why it is shut, and what can be done with it there. */
export function boardSquare(desk: Desk, {period, room, slot, nth, all, taken}: Square): SquareOf {
  const here = sessionsIn(all, slot)
  const session = here[nth]
  const shut = taken.filter((each) => overlaps(each, slot.span))
  const item: Item = {
    code: session?.code ?? room,
    open: session ? {screen: 'session', about: [session.code]} : null,
    facts: () => [
      ...placeFacts(desk, room, slot),
      ...sessionFacts(desk, session),
      ...shut.map((each) => shutFact(desk, each)),
    ],
    deeds: (held) =>
      held === null ? onSquare(desk, {period, room, slot, session, shut}) : [putDown(desk, held, {room, slot})],
  }
  if (session)
    return {
      cell: fillOf(
        session,
        slot,
        shut.some(({by}) => by === 'block'),
      ),
      item,
    }
  return {cell: nth === 0 ? shutCell(desk, shut) : null, item}
}

function placeFacts({speak, reader}: Desk, room: string, slot: Slot): readonly Fact[] {
  return [
    [speak(NAMES.room), room],
    [speak(NAMES.at), `${dayText(slot.on, reader.language)} ${slot.from}–${slot.until}`],
  ]
}

function sessionFacts({speak}: Desk, session: SessionSheet | undefined): readonly Fact[] {
  if (!session) return []
  return [
    [speak(NAMES.session), session.code],
    [speak(NAMES.time), `${session.from}–${session.until}`],
    [speak(NAMES.exams), session.exams.join(' ')],
    [speak(NAMES.state), stateCell(speak, 'session', session.state)],
    [speak(NAMES.taken), fillCell(session)],
    [speak(NAMES.lead), session.lead ?? '–'],
    [speak(NAMES.invigilators), session.invigilators.join(' ')],
  ]
}

const SHUT = {
  block: say('dicht', 'shut'),
  reservation: say('bezet', 'taken'),
  session: say('andere', 'other'),
} as const

function shutFact({speak, reader}: Desk, {by, title, startsAt, endsAt}: TakenRoom): Fact {
  return [speak(SHUT[by]), `${timeOf(startsAt, reader.zone)}–${timeOf(endsAt, reader.zone)} ${title}`]
}

/** A room that nobody plans in is free, or says in a word why not. */
function shutCell({speak}: Desk, [first]: readonly TakenRoom[]): Cell {
  return first ? toned(speak(SHUT[first.by]), first.by === 'block' ? 'warn' : 'dim') : toned('·', 'dim')
}

/** Figures say what the colour says: taken of capacity, with its start where that is not the start of the day part. */
function fillOf(session: SessionSheet, slot: Slot, shut: boolean): Cell {
  const {taken, promised, capacity, from} = session
  const held = taken + promised
  const tone = shut || held > capacity ? 'bad' : held === capacity ? 'warn' : held === 0 ? 'dim' : 'good'
  return toned(`${from === slot.from ? '' : `${from} `}${held}/${capacity}${shut ? ' !' : ''}`, tone)
}
