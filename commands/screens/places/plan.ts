import {listRooms, type RoomAtLocation} from '../../../src/institution/places/list-rooms.ts'
import {showInstitution} from '../../../src/institution/show-institution.ts'
import type {Period} from '../../../src/institution/model.ts'
import {listPlans} from '../../../src/planning/plans/list-plans.ts'
import {showPlan} from '../../../src/planning/plans/show-plan.ts'
import {listSessions} from '../../../src/planning/sessions/list-sessions.ts'
import {roomsTaken, type TakenRoom} from '../../../src/planning/sessions/rooms-taken.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {type Day, type Instant, instant, plusDays, weekdayOf} from '../../../src/time.ts'
import {boardSquare, sessionsIn, type Slot} from '../parts/plan-square.ts'
import {PLAN_DEEDS} from '../deeds/plan-deeds.ts'
import type {Desk, Fact, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {sessionSheet} from '../parts/session-sheet.ts'
import {unplacedSheet} from '../parts/unplaced-sheet.ts'
import {choicesOf, counted, gridOf, way} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {thePeriod, withoutPeriod} from '../parts/the-period.ts'
import {dayText} from '../parts/times.ts'
import {NAMES} from '../parts/words.ts'

/** Rooms × parts of days, with how full each is; sessions are picked up and put down by keys. */
export const plan: Screen = {
  name: 'plan',
  title: SCREEN_TITLES.plan,
  view: 'plan.read',
  async load(desk) {
    const {ctx, speak} = desk
    const crumb = speak(SCREEN_TITLES.plan)
    const period = await thePeriod(desk)
    if (!period) return withoutPeriod(desk, crumb)
    const {code} = period
    const {policy} = await showInstitution(ctx)
    const sessions = await listSessions(ctx, {period: code, limit: 10_000})
    const plans = await listPlans(ctx, {period: code})
    const unplaced = desk.sheet === 2 && plans.length > 0 ? await showPlan(ctx, code) : null
    const rooms = await listRooms(ctx, {limit: 2000})
    const slots = slotsOf(period, sessions, {parts: policy.dayParts, zone: desk.reader.zone})
    const [first, last] = [slots[0]?.on ?? period.fromOn, slots.at(-1)?.on ?? period.toOn]
    const taken = await roomsTaken(ctx, {from: first as Day, to: last as Day})
    return {
      crumb: `${crumb} ${code}`,
      period: code,
      facts: factsOf(desk, sessions, plans.at(-1)),
      sheets: [
        boardSheet(desk, {rooms, slots, sessions, taken, period: code}),
        sessionSheet(desk, sessions, {title: SCREEN_TITLES.sessions, words: ['session', 'list', code]}),
        unplacedSheet(desk, code, unplaced),
      ],
      deeds: [
        way('l', speak(say('plannen', 'plans')), {screen: 'plans', about: [code]}),
        ...choicesOf(desk, PLAN_DEEDS, code),
      ],
    }
  },
}

/** The working days of a period and every other day on which something is, each in the parts of the policy. */
function slotsOf(
  {fromOn, toOn}: Period,
  sessions: readonly SessionSheet[],
  {parts, zone}: Readonly<{parts: readonly string[]; zone: string}>,
): readonly Slot[] {
  const days = new Set(sessions.map(({on}) => on as Day))
  for (let on: Day = fromOn; on <= toOn && days.size < 400; on = plusDays(on, 1)) if (weekdayOf(on) <= 5) days.add(on)
  return [...days].toSorted().flatMap((on) =>
    parts.map((part) => {
      const [from, until] = [part.slice(0, 5), part.slice(6)]
      return {
        on,
        from,
        until,
        span: {startsAt: instant(`${on}T${from}`, zone), endsAt: instant(`${on}T${until}`, zone)},
      }
    }),
  )
}

type Board = Readonly<{
  rooms: readonly RoomAtLocation[]
  slots: readonly Slot[]
  sessions: readonly SessionSheet[]
  taken: readonly TakenRoom[]
  period: string
}>

/** A line of the board: a room, once for each session that shares it in a part of a day. */
type Line = Readonly<{code: string; examSeats: number; location: string; nth: number}>

function boardSheet(desk: Desk, {rooms, slots, sessions, taken, period}: Board): Sheet {
  const {reader} = desk
  const byRoom = Map.groupBy(sessions, ({room, place}) => room ?? place)
  const own = new Set(sessions.map(({code}) => code))
  const takenIn = Map.groupBy(
    taken.filter(({by, title}) => by !== 'session' || !own.has(title)),
    ({room}) => room,
  )
  return gridOf(desk, {
    title: say('Planbord', 'Board'),
    corner: NAMES.room,
    across: slots.map(({on, from}, i) => (slots[i - 1]?.on === on ? from : dayText(on, reader.language))),
    rows: linesOf(rooms, slots, byRoom),
    key: ({code, nth}) => `${code} ${nth}`,
    label: ({code, examSeats, nth}) => (nth > 0 ? '  ↳' : examSeats > 0 ? `${code} (${examSeats})` : code),
    group: ({location}) => location || desk.speak(say('Elders', 'Elsewhere')),
    square: ({code, nth}, column) =>
      boardSquare(desk, {
        period,
        room: code,
        slot: slots[column] ?? NO_SLOT,
        nth,
        all: byRoom.get(code) ?? [],
        taken: takenIn.get(code) ?? [],
      }),
    empty: say('Nog geen lokalen. Lees ze in op het scherm :setup.', 'No rooms yet. Import them on the screen :setup.'),
    words: ['session', 'list', period],
    width: 11,
    labelWidth: 14,
  })
}

const NO_SLOT: Slot = {on: '', from: '', until: '', span: {startsAt: '' as Instant, endsAt: '' as Instant}}

function linesOf(
  rooms: readonly RoomAtLocation[],
  slots: readonly Slot[],
  byRoom: ReadonlyMap<string, readonly SessionSheet[]>,
): readonly Line[] {
  const known = new Set(rooms.map(({code}) => code))
  const elsewhere = [...byRoom.keys()].filter((place) => !known.has(place))
  const shown = [
    ...rooms.map(({code, examSeats, location}) => ({code, examSeats, location})),
    ...elsewhere.map((code) => ({code, examSeats: 0, location: ''})),
  ].toSorted((a, b) => (`${a.location || '~'} ${a.code}` < `${b.location || '~'} ${b.code}` ? -1 : 1))
  return shown.flatMap((room) => {
    const most = Math.max(1, ...slots.map((slot) => sessionsIn(byRoom.get(room.code) ?? [], slot).length))
    return Array.from({length: most}, (_, nth) => ({...room, nth}))
  })
}

function factsOf(
  {speak}: Desk,
  sessions: readonly SessionSheet[],
  newest: Awaited<ReturnType<typeof listPlans>>[number] | undefined,
): readonly Fact[] {
  const sum = (of: (row: SessionSheet) => number): number => sessions.reduce((total, row) => total + of(row), 0)
  return [
    [speak(say('zittingen', 'sessions')), sessions.length],
    [
      speak(say('plaatsen', 'seats')),
      `${sum(({taken, promised}) => taken + promised)}/${sum(({capacity}) => capacity)}`,
    ],
    [
      speak(say('zonder leider', 'without a lead')),
      counted(sessions.filter(({lead, state}) => lead === null && state !== 'cancelled').length, 'warn'),
    ],
    ...(newest
      ? ([
          [speak(say('laatste plan', 'last plan')), newest.code],
          [speak(say('kosten', 'cost')), newest.cost],
          [speak(say('zonder plaats', 'unplaced')), counted(newest.unplaced, 'bad')],
        ] as const)
      : []),
  ]
}
