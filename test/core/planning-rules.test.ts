import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {LocationId, SessionId} from '../../src/ids.ts'
import type {AvailableDay, Exam} from '../../src/institution/model.ts'
import {ExamRules} from '../../src/institution/exams/exam.ts'
import {type Fitting, fittingReasons} from '../../src/planning/sessions/fitting.ts'
import {hoursOn, withinHours} from '../../src/planning/sessions/hours.ts'
import {slotSpan, slotTimes} from '../../src/planning/orals/oral-slots.ts'
import {featuresOfAids, featuresOfRoom} from '../../src/planning/sessions/room-features.ts'
import {seatMinutes} from '../../src/planning/sessions/seat-minutes.ts'
import {numbered, sessionCode} from '../../src/planning/sessions/session-code.ts'
import {mayShareRoom, mayShareSeat, sharingReasons} from '../../src/planning/sessions/sharing.ts'
import {allowedSpans, inside} from '../../src/planning/sessions/taking-window.ts'
import {timelineOf} from '../../src/planning/sessions/timeline.ts'
import {collide, travelBy} from '../../src/planning/sessions/travel.ts'
import {day, instant, minutesBetween, overlaps, plusMinutes, wallTime} from '../../src/time.ts'

const ZONE = 'Europe/Amsterdam'
const at = (text: string) => instant(text)
const on = day('2026-12-01')
const here = 'noord' as LocationId
const there = 'zuid' as LocationId

const availableDay = (parts: Partial<AvailableDay>): AvailableDay => ({
  id: 'd',
  personId: null,
  groupId: null,
  weekday: null,
  onDate: null,
  fromTime: null,
  toTime: null,
  available: true,
  endedAt: null,
  ...parts,
})

describe('a moment fits a student', () => {
  const nine: Fitting = {
    availability: {days: [], groupDays: [], blocks: [], engagements: []},
    moment: {
      startsAt: at('2026-12-01T09:00'),
      endsAt: at('2026-12-01T11:00'),
      sessionId: 's' as SessionId,
      on,
      zone: ZONE,
      locationId: here,
    },
    minutes: 90,
    windows: [{startsAt: at('2026-11-30'), endsAt: at('2026-12-19')}],
    travel: travelBy([], 30),
  }
  const codes = (parts: Partial<Fitting>): string[] => fittingReasons({...nine, ...parts}).map(({code}) => code)
  const engaged = (from: string, to: string, parts: object = {}) => ({
    ...nine.availability,
    engagements: [
      {
        startsAt: at(`2026-12-01T${from}`),
        endsAt: at(`2026-12-01T${to}`),
        sessionId: 'other' as SessionId,
        session: 'OTHER',
        locationId: here,
        kind: 'seat' as const,
        ...parts,
      },
    ],
  })

  test('when nothing is against it', () => {
    expect(codes({})).toEqual([])
    expect(codes({minutes: 120})).toEqual([])
  })

  test('not when his end with extra time is after the session', () => {
    expect(codes({minutes: 121})).toEqual(['moment.too-long'])
  })

  test('not outside the window of the exam', () => {
    expect(codes({windows: [{startsAt: at('2026-12-07'), endsAt: at('2026-12-12')}]})).toEqual([
      'moment.outside-window',
    ])
    expect(codes({windows: []})).toEqual([])
  })

  test('not on a working day of a BBL student, his own exception before that of his group', () => {
    const thursdays = {...nine.availability, groupDays: [availableDay({weekday: 4})]}
    expect(codes({availability: thursdays})).toEqual(['moment.no-school-day'])
    expect(codes({availability: {...thursdays, days: [availableDay({onDate: on})]}})).toEqual([])
    expect(codes({availability: {...thursdays, days: [availableDay({weekday: 2})]}})).toEqual([])
  })

  test('not outside the hours that he is there', () => {
    const late = {
      ...nine.availability,
      days: [availableDay({weekday: 2, fromTime: wallTime('10:00'), toTime: wallTime('16:00')})],
    }
    expect(codes({availability: late})).toEqual(['moment.no-school-day'])
  })

  test('not while he or his group is blocked, though the last minute may touch', () => {
    const block = (from: string, to: string, kind: 'person' | 'group') => ({
      ...nine.availability,
      blocks: [{startsAt: at(`2026-12-01T${from}`), endsAt: at(`2026-12-01T${to}`), kind}],
    })
    expect(codes({availability: block('10:00', '12:00', 'group')})).toEqual(['moment.blocked'])
    expect(codes({availability: block('10:30', '12:00', 'person')})).toEqual([])
  })

  test('not while he is elsewhere, nor without time to travel; the same session is no clash', () => {
    expect(codes({availability: engaged('10:00', '11:00')})).toEqual(['moment.clash'])
    expect(codes({availability: engaged('10:30', '11:00')})).toEqual([])
    expect(codes({availability: engaged('10:45', '11:00', {locationId: there})})).toEqual(['moment.travel'])
    expect(codes({availability: engaged('11:00', '12:00', {locationId: there})})).toEqual([])
    expect(codes({availability: engaged('10:45', '11:00', {locationId: null})})).toEqual([])
    expect(codes({availability: engaged('09:00', '11:00', {sessionId: 's'})})).toEqual([])
  })

  test('all reasons are named at once', () => {
    const availability = {...engaged('09:00', '10:00'), groupDays: [availableDay({weekday: 4})]}
    expect(
      codes({availability, minutes: 500, windows: [{startsAt: at('2027-01-01'), endsAt: at('2027-01-02')}]}),
    ).toEqual(['moment.too-long', 'moment.outside-window', 'moment.no-school-day', 'moment.clash'])
  })
})

describe('two stays', () => {
  const start = at('2026-12-01T08:00')
  const anyStay = fc
    .record({from: fc.nat(600), minutes: fc.integer({min: 1, max: 200}), where: fc.constantFrom(here, there, null)})
    .map(({from, minutes, where}) => ({
      startsAt: plusMinutes(start, from),
      endsAt: plusMinutes(start, from + minutes),
      locationId: where,
    }))

  test('collide the same way round, and overlap just when they share a moment', () => {
    const travel = travelBy([{fromLocationId: here, toLocationId: there, minutes: 20}], 30)
    fc.assert(
      fc.property(anyStay, anyStay, (a, b) => {
        expect(collide(a, b, travel)).toBe(collide(b, a, travel))
        expect(collide(a, b, travel) === 'overlap').toBe(overlaps(a, b))
      }),
    )
  })
})

describe('hours at school', () => {
  test('nothing said is every weekday', () => {
    expect(hoursOn([], [], on)).toEqual([{from: '00:00', to: '24:00'}])
    expect(hoursOn([], [], day('2026-12-05'))).toEqual([])
  })

  test('several parts of one day all count', () => {
    const hours = hoursOn(
      [
        availableDay({weekday: 2, fromTime: wallTime('09:00'), toTime: wallTime('10:00')}),
        availableDay({weekday: 2, fromTime: wallTime('13:00'), toTime: null}),
      ],
      [],
      on,
    )
    expect(hours).toEqual([
      {from: '09:00', to: '10:00'},
      {from: '13:00', to: '24:00'},
    ])
    expect(withinHours(hours, '09:30', '10:00')).toBe(true)
    expect(withinHours(hours, '09:30', '13:30')).toBe(false)
  })
})

describe('exams together', () => {
  const exam = (id: string, rules: Partial<ExamRules>) =>
    ({id, code: id, rules: ExamRules.parse(rules)}) as unknown as Exam
  const alone = exam('alone', {})
  const reading = exam('reading', {shareRoom: 'taal', shareSeat: 'taal'})
  const writing = exam('writing', {shareRoom: 'taal', shareSeat: 'taal'})
  const listening = exam('listening', {shareRoom: 'taal'})

  test('share a room or a seat only by the same word', () => {
    expect(mayShareRoom(reading, listening)).toBe(true)
    expect(mayShareRoom(reading, alone)).toBe(false)
    expect(mayShareRoom(alone, exam('other', {}))).toBe(false)
    expect(mayShareSeat(reading, writing)).toBe(true)
    expect(mayShareSeat(reading, listening)).toBe(false)
    expect(mayShareSeat(reading, reading)).toBe(false)
    expect(sharingReasons([reading, listening, alone]).map(({code, details}) => [code, details])).toEqual([
      ['exam.may-not-share', {exams: ['reading', 'alone']}],
    ])
    expect(sharingReasons([])).toEqual([])
  })

  test('on one seat take all their minutes, with pauses between', () => {
    expect(seatMinutes([], 5)).toBe(0)
    expect(seatMinutes([{minutes: 60, extraMinutes: 15}], 5)).toBe(75)
    expect(
      seatMinutes(
        [
          {minutes: 60, extraMinutes: 15},
          {minutes: 30, extraMinutes: 0},
        ],
        5,
      ),
    ).toBe(110)
  })
})

describe('windows', () => {
  const span = (from: string, to: string) => ({startsAt: at(from), endsAt: at(to)})

  test('a central exam may be taken where both windows agree', () => {
    const school = span('2026-11-30', '2026-12-12')
    expect(allowedSpans({school, national: null})).toEqual([school])
    expect(
      allowedSpans({
        school,
        national: [
          span('2026-11-01', '2026-12-02'),
          span('2026-12-10', '2026-12-20'),
          span('2027-01-01', '2027-01-05'),
        ],
      }),
    ).toEqual([span('2026-11-30', '2026-12-02'), span('2026-12-10', '2026-12-12')])
    expect(
      inside(span('2026-12-01', '2026-12-03'), [span('2026-12-01', '2026-12-02'), span('2026-12-02', '2026-12-03')]),
    ).toBe(false)
  })
})

describe('oral slots', () => {
  test('follow each other, never in a break and never after the end', () => {
    const first = at('2026-12-01T09:00')
    fc.assert(
      fc.property(
        fc.integer({min: 5, max: 60}),
        fc.integer({min: 0, max: 480}),
        fc.array(fc.record({from: fc.nat(480), minutes: fc.integer({min: 1, max: 60})}), {maxLength: 3}),
        (every, length, pauses) => {
          const until = plusMinutes(first, length)
          const breaks = pauses.map(({from, minutes}) => ({
            startsAt: plusMinutes(first, from),
            endsAt: plusMinutes(first, from + minutes),
          }))
          const times = slotTimes({first, until, every, breaks})
          for (const [i, time] of times.entries()) {
            expect(minutesBetween(time.startsAt, time.endsAt)).toBe(every)
            expect(time.endsAt <= until).toBe(true)
            expect(breaks.some((pause) => overlaps(pause, time))).toBe(false)
            if (i > 0) expect(times[i - 1]!.endsAt <= time.startsAt).toBe(true)
          }
          if (breaks.length === 0) expect(times).toHaveLength(Math.floor(length / every))
        },
      ),
    )
  })

  test('a student comes to prepare', () => {
    expect(
      slotSpan({startsAt: at('2026-12-01T09:00'), endsAt: at('2026-12-01T09:20'), preparationMinutes: 10}),
    ).toEqual({
      startsAt: at('2026-12-01T08:50'),
      endsAt: at('2026-12-01T09:20'),
    })
  })
})

describe('the days of a plan as minutes', () => {
  test('the wall clock stays what it is over a change of the clocks', () => {
    const timeline = timelineOf(day('2026-10-23'), day('2026-10-27'), ['09:00-12:30'], ZONE)
    // Friday, Monday and Tuesday; the clocks went back on Sunday.
    expect(timeline.slots.map(({from, day: index}) => [index, timeline.wallAt(from)])).toEqual([
      [0, {on: '2026-10-23', from: '09:00'}],
      [3, {on: '2026-10-26', from: '09:00'}],
      [4, {on: '2026-10-27', from: '09:00'}],
    ])
    expect(timeline.slots.every(({from, to}) => to - from === 210)).toBe(true)
    expect(timeline.instantAt(timeline.slots[1]!.from)).toBe(at('2026-10-26T09:00'))
    expect(timeline.stretch({startsAt: at('2026-10-26T09:00'), endsAt: at('2026-10-26T10:00')})).toEqual([
      timeline.slots[1]!.from,
      timeline.slots[1]!.from + 60,
    ])
  })
})

test('a session is called by day, room and start, and numbered when that is in use', () => {
  const taken = new Set(['1201-B104-0900'])
  expect(sessionCode('B104', {on, from: wallTime('09:00')})).toBe('1201-B104-0900')
  expect(numbered('1201-B104-0900', taken)).toBe('1201-B104-0900-2')
  expect(numbered('1201-B104-0900', taken)).toBe('1201-B104-0900-3')
})

test('what a school writes in its list of rooms means what the planner asks for', () => {
  expect(featuresOfRoom({features: ['Stil', 'rolstoel', 'audio', 'quiet', 'beamer']})).toEqual([
    'quiet',
    'wheelchair',
    'audio',
    'beamer',
  ])
  expect(featuresOfAids(['wheelchair', 'spoken', 'quiet-room', 'quiet-room'])).toEqual(['quiet', 'wheelchair'])
})
