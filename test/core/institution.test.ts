import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {RESULT_SCALES} from '../../src/institution/exam.ts'
import {inForce} from '../../src/institution/in-force.ts'
import {clashReasons} from '../../src/institution/merging.ts'
import type {AvailableDay, Exam, ExamVersion, Need, Person} from '../../src/institution/model.ts'
import {folded, fullName, listName, searchKey, sortKey} from '../../src/institution/names.ts'
import {newPerson} from '../../src/institution/new-person.ts'
import {unfitPassMark} from '../../src/institution/pass-mark.ts'
import {pageOf} from '../../src/institution/people-filter.ts'
import {needsFor, UNLIMITED_TIME} from '../../src/institution/personal-needs.ts'
import {Policy} from '../../src/institution/policy.ts'
import {unfitRoom} from '../../src/institution/room-fields.ts'
import {isSchoolDay, usualWeekdays} from '../../src/institution/school-days.ts'
import {type Day, plusDays, weekdayOf} from '../../src/time.ts'

const MONDAY = '2026-11-30' as Day
const days = fc.integer({min: -400, max: 400}).map((shift) => plusDays(MONDAY, shift))

describe('personal needs', () => {
  const EXAM = {code: 'NE-3F', subject: 'Nederlands', form: 'digital'} as Exam
  const version = (minutes: number, extraTime = true): ExamVersion => ({minutes, extraTime}) as ExamVersion
  const need = (row: Partial<Need>): Need => ({
    id: 'n',
    personId: 'p' as Person['id'],
    code: 'need',
    label: '',
    basis: 'percent',
    value: 0,
    scopeKind: 'all',
    scopeValue: null,
    fromOn: null,
    toOn: null,
    source: 'office',
    endedAt: null,
    version: 1,
    ...row,
  })
  const needs = fc.array(
    fc
      .record({
        code: fc.constantFrom('spoken', 'quiet-room', 'large-print'),
        basis: fc.constantFrom('percent', 'minutes', 'unlimited', 'aid'),
        value: fc.integer({min: 0, max: 100}),
        scopeKind: fc.constantFrom('all', 'digital'),
      })
      .map(need),
    {maxLength: 6},
  )
  const minutes = fc.integer({min: 1, max: 300})

  test('give the most that one of them gives, never their sum', () => {
    fc.assert(
      fc.property(needs, minutes, (list, duration) => {
        const together = needsFor(list, EXAM, version(duration), MONDAY).extraMinutes
        const alone = list.map((each) => needsFor([each], EXAM, version(duration), MONDAY).extraMinutes)
        expect(together).toBe(Math.max(0, ...alone))
      }),
    )
  })

  test('do not depend on their order, and give each aid once', () => {
    fc.assert(
      fc.property(needs, minutes, (list, duration) => {
        const {aids, ...rest} = needsFor(list, EXAM, version(duration), MONDAY)
        expect(needsFor(list.toReversed(), EXAM, version(duration), MONDAY)).toEqual({aids, ...rest})
        expect(new Set(aids).size).toBe(aids.length)
      }),
    )
  })

  test('one more never takes anything away', () => {
    fc.assert(
      fc.property(needs, needs, minutes, (some, more, duration) => {
        const before = needsFor(some, EXAM, version(duration), MONDAY)
        const after = needsFor([...some, ...more], EXAM, version(duration), MONDAY)
        expect(after.extraMinutes).toBeGreaterThanOrEqual(before.extraMinutes)
        expect(after.aids).toEqual(expect.arrayContaining([...before.aids]))
      }),
    )
  })

  test('give no minutes at a version whose duration holds them already, but aids', () => {
    fc.assert(
      fc.property(needs, minutes, (list, duration) => {
        const without = needsFor(list, EXAM, version(duration, false), MONDAY)
        expect(without).toEqual({...needsFor(list, EXAM, version(duration), MONDAY), extraMinutes: 0})
      }),
    )
  })

  test('a percentage is rounded up to a whole minute; without limit is the duration once more', () => {
    expect(needsFor([need({value: 25})], EXAM, version(90), MONDAY).extraMinutes).toBe(23)
    expect(needsFor([need({basis: 'unlimited'})], EXAM, version(90), MONDAY)).toEqual({
      extraMinutes: 90,
      aids: [UNLIMITED_TIME],
    })
  })

  test('hold on their days and for their exams only', () => {
    const given = {basis: 'minutes', value: 10} as const
    const extra = (row: Partial<Need>, exam: Partial<Exam> = {}): number =>
      needsFor([need({...given, ...row})], {...EXAM, ...exam}, version(60), MONDAY).extraMinutes
    expect([extra({fromOn: MONDAY}), extra({toOn: MONDAY})]).toEqual([10, 10])
    expect([extra({fromOn: plusDays(MONDAY, 1)}), extra({toOn: plusDays(MONDAY, -1)})]).toEqual([0, 0])
    expect(extra({endedAt: '2026-11-01T00:00:00.000Z' as Need['endedAt']})).toBe(0)
    expect(extra({scopeKind: 'subject', scopeValue: 'nederlands'})).toBe(10)
    expect(extra({scopeKind: 'subject', scopeValue: 'Engels'})).toBe(0)
    expect(extra({scopeKind: 'exam', scopeValue: 'NE-3F'})).toBe(10)
    expect(extra({scopeKind: 'exam', scopeValue: 'ne-3f'})).toBe(0)
    expect(extra({scopeKind: 'digital'}, {form: 'listening'})).toBe(10)
    expect(extra({scopeKind: 'digital'}, {form: 'oral'})).toBe(0)
  })
})

describe('school days', () => {
  const available = (row: Partial<AvailableDay>): AvailableDay => ({
    id: 'd',
    personId: null,
    groupId: null,
    weekday: null,
    onDate: null,
    fromTime: null,
    toTime: null,
    available: true,
    endedAt: null,
    ...row,
  })
  const weekly = fc.array(
    fc.integer({min: 1, max: 7}).map((weekday) => available({weekday})),
    {maxLength: 5},
  )

  test('are Monday to Friday when nothing is said', () => {
    fc.assert(
      fc.property(days, (on) => {
        expect(isSchoolDay([], [], on)).toBe(weekdayOf(on) <= 5)
      }),
    )
    expect(usualWeekdays([], [], MONDAY)).toEqual([1, 2, 3, 4, 5])
  })

  test('are the student’s own where he has any, else those of his groups together', () => {
    fc.assert(
      fc.property(weekly, weekly, days, (own, ofGroups, on) => {
        const named = own.length > 0 ? own : ofGroups
        fc.pre(named.length > 0)
        expect(isSchoolDay(own, ofGroups, on)).toBe(named.some(({weekday}) => weekday === weekdayOf(on)))
      }),
    )
  })

  test('a date goes before every weekday, and the student’s before the group’s', () => {
    fc.assert(
      fc.property(weekly, weekly, days, fc.boolean(), (own, ofGroups, on, at) => {
        const said = available({onDate: on, available: at})
        const opposite = available({onDate: on, available: !at})
        expect(isSchoolDay(own, [...ofGroups, said], on)).toBe(at)
        expect(isSchoolDay([...own, said], [...ofGroups, opposite], on)).toBe(at)
        const other = plusDays(on, 7)
        expect(isSchoolDay([...own, said], ofGroups, other)).toBe(isSchoolDay(own, ofGroups, other))
      }),
    )
  })

  test('what has ended says nothing', () => {
    const ended = {endedAt: '2026-11-01T00:00:00.000Z'} as Pick<AvailableDay, 'endedAt'>
    fc.assert(
      fc.property(weekly, days, (own, on) => {
        const gone = [...own.map((day) => ({...day, ...ended})), available({onDate: on, available: false, ...ended})]
        expect(isSchoolDay(gone, [], on)).toBe(isSchoolDay([], [], on))
      }),
    )
  })

  test('a usual week is the same whatever day one looks', () => {
    fc.assert(
      fc.property(weekly, weekly, days, (own, ofGroups, today) => {
        const exception = available({onDate: today, available: false})
        expect(usualWeekdays([...own, exception], ofGroups, today)).toEqual(usualWeekdays(own, ofGroups, MONDAY))
      }),
    )
  })
})

describe('names', () => {
  test.each([
    ['Çelik', 'celik'],
    ['Łukasz Żółć', 'lukasz zolc'],
    ['  Van   DER  Meer ', 'van der meer'],
    ['Strauß', 'strauss'],
    ['Şık', 'sik'],
    ['Bjørn Þór', 'bjorn þor'],
    ['Æbleø', 'aebleo'],
  ])('%s is found as %s', (name, key) => {
    expect(folded(name)).toBe(key)
  })

  test('a folded name folds to itself and holds no capitals and no marks', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme'}), (text) => {
        const key = folded(text)
        expect(folded(key)).toBe(key)
        expect(key).not.toMatch(/\p{M}/u)
      }),
    )
  })

  test('are told, listed, sorted and searched as Dutch lists do', () => {
    const sanne = {
      givenName: 'Sanne',
      prefix: 'van der',
      familyName: 'Çelik',
      studentNumber: '0412345',
      staffCode: null,
    }
    expect(fullName(sanne)).toBe('Sanne van der Çelik')
    expect(listName(sanne)).toBe('Çelik, Sanne van der')
    expect(sortKey(sanne)).toBe('celik sanne van der')
    expect(searchKey(sanne)).toBe('0412345 sanne van der celik')
    expect(fullName({...sanne, prefix: ''})).toBe('Sanne Çelik')
  })

  test('whoever is searched by a part of his own name is found', () => {
    const part = fc.string({
      unit: fc.constantFrom('a', 'à', 'b', 'ç', 'İ', 'ı', 'ø', 'ß', 'Ł', '-', "'", ' '),
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(part, part, (givenName, familyName) => {
        const {searchKey: key} = newPerson('p' as Person['id'], {
          givenName,
          familyName,
          email: 'x@example.org',
          kind: 'staff',
        })
        for (const word of pageOf({search: `${familyName} ${givenName}`}).search) expect(key).toContain(word)
      }),
    )
  })

  test('the name on the ID is the full name until it is said', () => {
    const given = {givenName: 'Noor', familyName: 'Bakker', email: 'n@example.org', kind: 'regular'} as const
    expect(newPerson('p' as Person['id'], given).idCheckName).toBe('Noor Bakker')
    expect(newPerson('p' as Person['id'], {...given, idCheckName: 'N. B.'}).idCheckName).toBe('N. B.')
  })
})

describe('terms', () => {
  test('hold on their first and last day and between, and nowhere else', () => {
    fc.assert(
      fc.property(days, days, days, (fromOn, toOn, on) => {
        expect(inForce({fromOn, toOn}, on)).toBe(fromOn <= on && on <= toOn)
        expect(inForce({fromOn: null, toOn}, on)).toBe(on <= toOn)
        expect(inForce({fromOn, toOn: null}, on)).toBe(fromOn <= on)
        expect(inForce({fromOn: null, toOn: null}, on)).toBe(true)
      }),
    )
  })
})

describe('what cannot be so', () => {
  const codes = (reasons: readonly {code: string}[]): readonly string[] => reasons.map(({code}) => code)

  test.each([
    ['0.0-10.0', '5.5', true],
    ['0.0-10.0', '10', true],
    ['0.0-10.0', '10.1', false],
    ['0.0-10.0', '5.55', false],
    ['0-10', '6', true],
    ['0-10', '5.5', false],
    ['0-100', '101', false],
    ['0-100', '-1', false],
    ['insufficient-satisfactory-good', 'satisfactory', true],
  ] as const)('on the scale %s a pass mark of %s: %s', (resultScale, passMark, fits) => {
    expect(codes(unfitPassMark({code: 'X', resultScale, passMark}))).toEqual(fits ? [] : ['exam.pass-mark'])
  })

  test('an exam without a pass mark fits every scale', () => {
    for (const resultScale of RESULT_SCALES) expect(unfitPassMark({code: 'X', resultScale, passMark: null})).toEqual([])
  })

  test('a room holds its exam seats in its seats and its grid', () => {
    const sizes = fc.integer({min: 0, max: 60})
    const sides = fc.integer({min: 1, max: 10})
    fc.assert(
      fc.property(sizes, sizes, sides, sides, (seats, examSeats, rowCount, columnCount) => {
        const reasons = codes(unfitRoom({seats, examSeats, rowCount, columnCount}))
        expect(reasons.includes('room.more-exam-seats')).toBe(examSeats > seats)
        expect(reasons.includes('room.small-grid')).toBe(examSeats > rowCount * columnCount)
        expect(unfitRoom({seats: 60, examSeats, rowCount: null, columnCount: null})).toEqual([])
      }),
    )
  })

  test('doubles name every clash, and none when there is none', () => {
    expect(clashReasons({exams: [], sessions: [], running: []})).toEqual([])
    expect(codes(clashReasons({exams: ['A', 'B'], sessions: ['S'], running: ['S']}))).toEqual([
      'student.both-registered',
      'student.both-registered',
      'student.both-seated',
      'student.in-session',
    ])
  })

  test('a policy without anything said is the default one', () => {
    expect(Policy.parse({})).toMatchObject({cancelUntilDays: 2, reminderDays: [7, 1], travelMinutes: 30})
    expect(Policy.safeParse({unknown: 1}).success).toBe(false)
  })
})
