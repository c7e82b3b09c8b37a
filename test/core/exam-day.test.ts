import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {attemptNumbers} from '../../src/delivery/reports/attempt-numbers.ts'
import {consequencesOf} from '../../src/delivery/absences/judge-absence.ts'
import {examTimes} from '../../src/delivery/reports/exam-times.ts'
import {isTooLate, lateLimit, lateMinutes} from '../../src/delivery/reports/lateness.ts'
import {listChanges} from '../../src/delivery/lists/list-changes.ts'
import type {ListedExam, Participant, SessionLists} from '../../src/delivery/lists/session-lists.ts'
import {plusWorkingDays} from '../../src/delivery/cases/working-days.ts'
import type {EnrolmentId, PersonId} from '../../src/ids.ts'
import {ExamRules} from '../../src/institution/exams/exam.ts'
import {seatMinutes} from '../../src/planning/sessions/seat-minutes.ts'
import type {Attempt} from '../../src/registration/model.ts'
import {day, instant, minutesBetween, plusMinutes, weekdayOf} from '../../src/time.ts'

const START = instant('2026-12-01T09:00')

describe('coming late', () => {
  const exam = (kind: 'central' | 'school', minutes: number) => ({kind, rules: ExamRules.parse({lateMinutes: minutes})})

  test('is allowed until the limit itself', () => {
    expect(isTooLate(exam('school', 15), START, plusMinutes(START, 15))).toBe(false)
    expect(isTooLate(exam('school', 15), START, instant('2026-12-01T09:15:01'))).toBe(true)
  })

  test('is never allowed for more than half an hour at a central exam, whatever the school says', () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 240}), (minutes) => {
        expect(lateLimit(exam('central', minutes))).toBe(Math.min(minutes, 30))
        expect(lateLimit(exam('school', minutes))).toBe(minutes)
      }),
    )
  })

  test('counts from the start, and being early is not being late', () => {
    expect(lateMinutes(START, plusMinutes(START, -20))).toBe(0)
    expect(lateMinutes(START, instant('2026-12-01T09:12:59'))).toBe(12)
  })
})

describe('the times of exams on one seat', () => {
  const exams = fc.array(
    fc.record({minutes: fc.integer({min: 5, max: 180}), extraMinutes: fc.integer({min: 0, max: 60})}),
    {minLength: 1, maxLength: 4},
  )

  test('follow each other without overlap and end when the seat is free', () => {
    fc.assert(
      fc.property(exams, fc.integer({min: 0, max: 30}), (taken, between) => {
        const seated = taken.map((exam, position) => ({...exam, position, id: `e${position}` as EnrolmentId}))
        const times = [
          ...examTimes(seated.toReversed(), {
            session: {startsAt: START, endsAt: START},
            parts: [],
            slots: [],
            between,
          }).values(),
        ]
        for (const [i, {startsAt, endsAt}] of times.entries()) {
          expect(minutesBetween(startsAt, endsAt)).toBe(taken[i]!.minutes + taken[i]!.extraMinutes)
          if (i > 0) expect(minutesBetween(times[i - 1]!.endsAt, startsAt)).toBe(between)
        }
        expect(minutesBetween(START, times.at(-1)!.endsAt)).toBe(seatMinutes(taken, between))
      }),
    )
  })

  test('of an oral are those of its slot, and of a session of several days all of it', () => {
    const exam = [{id: 'e1' as EnrolmentId, position: 0, minutes: 20, extraMinutes: 0}]
    const session = {startsAt: START, endsAt: plusMinutes(START, 240)}
    const slot = {startsAt: plusMinutes(START, 40), endsAt: plusMinutes(START, 60)}
    const slots = [{...slot, enrolmentId: 'e1'}] as unknown as Parameters<typeof examTimes>[1]['slots']
    expect(examTimes(exam, {session, parts: [], slots, between: 0}).get('e1' as EnrolmentId)).toEqual(slot)
    const parts = [
      {startsAt: START, endsAt: plusMinutes(START, 120)},
      {startsAt: plusMinutes(START, 1440), endsAt: plusMinutes(START, 1560)},
    ] as unknown as Parameters<typeof examTimes>[1]['parts']
    const whole = {startsAt: START, endsAt: plusMinutes(START, 1560)}
    expect(
      examTimes(exam, {session, parts: parts.toReversed(), slots: [], between: 0}).get('e1' as EnrolmentId),
    ).toEqual(whole)
  })
})

describe('what differs between two lists', () => {
  const exam = (n: number, row: Partial<ListedExam> = {}): ListedExam => ({
    enrolment: `e${n}` as EnrolmentId,
    exam: 'NE-3F',
    version: 'A',
    startsAt: START,
    endsAt: plusMinutes(START, 60),
    extraMinutes: 0,
    aids: [],
    ...row,
  })
  const participant = (n: number, row: Partial<Participant> = {}): Participant => ({
    person: `p${n}` as PersonId,
    seat: String(n),
    exams: [exam(n)],
    ...row,
  })
  const lists = (participants: Participant[], session: Partial<SessionLists['session']> = {}): SessionLists => ({
    session: {
      code: 'S',
      on: '2026-12-01',
      from: '09:00',
      minutes: 120,
      location: 'NOORD',
      room: 'B104',
      place: '',
      ...session,
    },
    participants,
  })

  test('is nothing when they are equal', () => {
    expect(listChanges(lists([participant(1)]), lists([participant(1)]))).toEqual([])
  })

  test('names who came, who left, what changed for whom, and another room', () => {
    const before = lists([participant(1), participant(2), participant(3)])
    const after = lists(
      [
        participant(1, {exams: [exam(1, {extraMinutes: 15, endsAt: plusMinutes(START, 75), aids: ['spoken']})]}),
        participant(3, {seat: '9'}),
        participant(4),
      ],
      {room: 'C001'},
    )
    expect(
      listChanges(before, after).map(({kind, person, field, before: was, after: is}) => [kind, person, field, was, is]),
    ).toEqual([
      ['session', null, 'place', 'NOORD B104', 'NOORD C001'],
      ['changed', 'p1', 'time', `${START} ${plusMinutes(START, 60)}`, `${START} ${plusMinutes(START, 75)}`],
      ['changed', 'p1', 'extra-time', '0', '15'],
      ['changed', 'p1', 'aids', '', 'spoken'],
      ['changed', 'p3', 'seat', '3', '9'],
      ['added', 'p4', 'participant', '', '4'],
      ['removed', 'p2', 'participant', '2', ''],
    ])
  })
})

describe('attempts', () => {
  const attempt = (n: number, counts: boolean): Attempt =>
    ({
      id: `a${n}`,
      enrolmentId: `e${n}`,
      takenOn: day(`2026-12-${String(n).padStart(2, '0')}`),
      counts,
      number: 1,
    }) as unknown as Attempt

  test('are numbered from one without gaps by those that count before them', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), {minLength: 1, maxLength: 9}), (counting) => {
        const attempts = counting.map((counts, i) => attempt(i + 1, counts))
        const numbers = attempts.map(({id}) => attemptNumbers(attempts.toReversed()).get(id)!)
        for (const [i, number] of numbers.entries())
          expect(number).toBe(1 + counting.slice(0, i).filter(Boolean).length)
        expect(new Set(numbers).size).toBe(Math.max(...numbers))
      }),
    )
  })
})

describe('a judged absence', () => {
  test('costs nothing when it is valid, and what the policy says when it is not', () => {
    const strict = {absenceCountsAsAttempt: true, absenceLapsesResit: true}
    expect(consequencesOf('valid', strict)).toEqual({attemptCounts: false, resitLapses: false})
    expect(consequencesOf('invalid', strict)).toEqual({attemptCounts: true, resitLapses: true})
    expect(consequencesOf('invalid', {absenceCountsAsAttempt: false, absenceLapsesResit: false})).toEqual({
      attemptCounts: false,
      resitLapses: false,
    })
  })
})

describe('a term in working days', () => {
  test('skips the weekend', () => {
    expect(plusWorkingDays(day('2026-12-04'), 1)).toBe('2026-12-07')
    expect(plusWorkingDays(day('2026-12-01'), 10)).toBe('2026-12-15')
  })

  test('ends on a working day, and two terms after each other are one', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 60}), fc.integer({min: 1, max: 60}), (first, second) => {
        const start = day('2026-12-01')
        const end = plusWorkingDays(start, first + second)
        expect(weekdayOf(end)).toBeLessThanOrEqual(5)
        expect(plusWorkingDays(plusWorkingDays(start, first), second)).toBe(end)
      }),
    )
  })
})
