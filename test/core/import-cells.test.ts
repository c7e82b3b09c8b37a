import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {choice, date, email, list, time, whole, yesNo} from '../../src/imports/cells.ts'
import {findColumns} from '../../src/imports/columns.ts'
import {optional, readCell, required} from '../../src/imports/field.ts'
import {importKindOf} from '../../src/imports/kinds/index.ts'
import {IMPORT_KINDS} from '../../src/imports/import-kind.ts'

const FIELDS = {
  code: required('lokaal room', (cell) => cell),
  seats: required('plaatsen seats', whole(0, 100)),
  name: optional('naam_van_lokaal name', (cell) => cell, ''),
}

describe('a cell', () => {
  test('holds a day as Dutch files and as standards write it', () => {
    expect([date('2026-11-30'), date('30-11-2026'), date('1/9/2026')]).toEqual([
      '2026-11-30',
      '2026-11-30',
      '2026-09-01',
    ])
    expect(() => date('31-11-2026')).toThrow(expect.objectContaining({code: 'time.invalid-day'}))
  })

  test('holds a time with a colon or a point', () => {
    expect([time('9:00'), time('13.30')]).toEqual(['09:00', '13:30'])
    expect(() => time('25:00')).toThrow(expect.objectContaining({code: 'time.invalid-time'}))
  })

  test('holds a number within its bounds and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({min: -50, max: 150}), (n) => {
        const read = () => whole(0, 100)(String(n))
        if (n >= 0 && n <= 100) expect(read()).toBe(n)
        else expect(read).toThrow(expect.objectContaining({code: 'cell.not-a-number'}))
      }),
    )
    expect(() => whole(0, 100)('7,5')).toThrow(expect.objectContaining({code: 'cell.not-a-number'}))
  })

  test('holds a word in capitals or not, and an unknown one names the known ones', () => {
    const route = choice({bol: 'bol', bbl: 'bbl'} as const)
    expect([route('BBL'), yesNo('Ja')]).toEqual(['bbl', true])
    expect(() => route('vavo')).toThrow(/bol, bbl/)
    expect(() => route('constructor')).toThrow(expect.objectContaining({code: 'cell.not-a-choice'}))
  })

  test('holds several values, each once', () => {
    expect(list((part) => part)('ma, wo;vr  ma')).toEqual(['ma', 'wo', 'vr'])
  })

  test('holds a mail address or says so', () => {
    expect(email('zoë@student.lindewaard.example')).toBe('zoë@student.lindewaard.example')
    expect(() => email('geen')).toThrow(expect.objectContaining({code: 'cell.not-an-address'}))
  })

  test('that is empty says what its field says of it', () => {
    expect(readCell(FIELDS.name, '  ')).toBe('')
    expect(() => readCell(FIELDS.code, ' ')).toThrow(expect.objectContaining({code: 'cell.empty'}))
  })
})

describe('the columns of a file', () => {
  test('are found by Dutch and English names, whatever the case and the spaces', () => {
    expect(findColumns(FIELDS, ['Lokaal', 'SEATS', 'naam van lokaal', 'extra'])).toEqual({
      of: {code: 'Lokaal', seats: 'SEATS', name: 'naam van lokaal'},
      ignored: ['extra'],
    })
  })

  test('are those that a profile names, before all others', () => {
    const {of, ignored} = findColumns(FIELDS, ['room', 'plaatsen', 'ruimtecode'], {lokaal: 'Ruimtecode'})
    expect({of, ignored}).toEqual({of: {code: 'ruimtecode', seats: 'plaatsen'}, ignored: ['room']})
    expect(() => findColumns(FIELDS, ['room', 'seats'], {lokaal: 'nergens'})).toThrow(
      expect.objectContaining({code: 'import.no-such-column'}),
    )
  })

  test('that must be there are all named when they are not', () => {
    expect(() => findColumns(FIELDS, ['naam'])).toThrow(
      expect.objectContaining({code: 'import.missing-columns', details: {columns: ['lokaal', 'plaatsen']}}),
    )
  })

  test('that mean the same are one too many', () => {
    expect(() => findColumns(FIELDS, ['lokaal', 'room', 'plaatsen'])).toThrow(
      expect.objectContaining({code: 'import.two-columns'}),
    )
  })

  test.each(IMPORT_KINDS)('of %s are called differently from each other', (name) => {
    const all = Object.values(importKindOf(name).fields).flatMap(({headers}) => headers)
    expect(all.toSorted()).toEqual([...new Set(all)].toSorted())
  })
})
