import fc from 'fast-check'
import stringWidth from 'string-width'
import {describe, expect, test} from 'vitest'
import {fitted, wrapped} from '../../commands/screens/frame/cells.ts'
import {flowFacts} from '../../commands/screens/frame/draw-facts.ts'
import {drawHeads, drawLines, linesOf} from '../../commands/screens/frame/draw-table.ts'
import {placeColumns, placeSquares, scrolledTo} from '../../commands/screens/frame/layout.ts'
import type {Reader} from '../../commands/screens/parts/screen.ts'
import {listOf} from '../../commands/screens/parts/sheet.ts'
import {say} from '../../commands/screens/parts/text.ts'
import {rowsShown} from '../../commands/screens/frame/view-state.ts'

const reader = {language: 'nl', roles: ['office'], readOnly: false} as unknown as Reader
const desk = {reader, speak: (text: {nl: string}) => text.nl}

const names = ['Çelik, Ömer', 'Zoë van der Meer', 'Łukasz', '李小龍', 'é́', '👩‍👩‍👧 Familie', 'Jan']

function sheetOf(rows: readonly string[]) {
  return listOf(desk, {
    title: say('Lijst', 'List'),
    rows,
    key: (row) => row,
    columns: [
      {title: say('Nummer', 'Number'), cell: (row) => row.slice(0, 8)},
      {title: say('Naam', 'Name'), cell: (row) => row, grow: true, rank: 1},
      {title: say('Groep', 'Group'), cell: () => '2B-VZ', rank: 2},
      {title: say('Aantal', 'Count'), cell: (row) => row.length, align: 'right', rank: 3},
    ],
    empty: say('Niets.', 'Nothing.'),
    words: ['student', 'list'],
  })
}

describe('columns', () => {
  test('line up whatever a name is written in', () => {
    fc.assert(
      fc.property(fc.string({unit: 'grapheme'}), fc.integer({min: 1, max: 60}), (text, width) => {
        const line = text.replaceAll(/\p{C}/gu, '')
        expect(stringWidth(fitted(line, width))).toBe(width)
      }),
    )
  })

  test.each([40, 60, 80, 120, 200])('fit on a line of %i', (width) => {
    const sheet = sheetOf(names)
    const placed = placeColumns(sheet, width)
    const drawing = {sheet, rows: sheet.rows, placed, cursor: 1, column: 1, width}
    const lines = [drawHeads(sheet, placed), ...drawLines(linesOf(sheet.rows), drawing)]
    for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width)
    expect(placed[0]?.index).toBe(0)
  })

  test('begin at the same place on every row', () => {
    const sheet = sheetOf(names)
    const placed = placeColumns(sheet, 80)
    const drawing = {sheet, rows: sheet.rows, placed, cursor: -1, column: 1, width: 80}
    const starts = drawLines(linesOf(sheet.rows), drawing).map((line) =>
      stringWidth(line.slice(0, line.indexOf('2B-VZ'))),
    )
    expect(new Set(starts).size).toBe(1)
  })

  test('of a grid keep the cursor in sight', () => {
    const heads = Array.from({length: 40}, (_, i) => ({
      title: `c${i}`,
      align: 'left' as const,
      rank: i,
      most: 8,
      grow: false,
    }))
    for (const cursor of [1, 5, 20, 39]) {
      const placed = placeSquares({heads, rows: []}, 80, cursor)
      expect(placed.map(({index}) => index)).toContain(cursor)
      expect(placed[0]?.index).toBe(0)
    }
  })
})

test('a text is broken between words and nothing of it is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-zé]{1,12}$/), {minLength: 1, maxLength: 30}),
      fc.integer({min: 12, max: 60}),
      (parts, width) => {
        const lines = wrapped(parts.join(' '), width)
        expect(lines.join(' ').split(' ').filter(Boolean)).toEqual(parts)
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(width)
      },
    ),
  )
})

test('facts flow over lines, and an empty one ends a line', () => {
  const lines = flowFacts(
    [
      ['a', 'een'],
      ['', ''],
      ['b', 'twee'],
      ['c', 'een lange waarde die niet past'],
    ],
    24,
  )
  expect(lines).toHaveLength(3)
})

test('a list scrolls no further than it must', () => {
  expect(scrolledTo(5, 0, 10, 100)).toBe(0)
  expect(scrolledTo(10, 0, 10, 100)).toBe(1)
  expect(scrolledTo(3, 7, 10, 100)).toBe(3)
  expect(scrolledTo(99, 0, 10, 100)).toBe(90)
})

test('25,000 students are drawn as fast as 25: only what is seen is drawn', () => {
  const many = sheetOf(Array.from({length: 25_000}, (_, i) => `${2_500_000 + i} ${names[i % names.length] ?? ''}`))
  const lines = linesOf(many.rows)
  const placed = placeColumns(many, 120)
  const began = performance.now()
  for (let cursor = 0; cursor < 200; cursor++) {
    const top = scrolledTo(cursor * 100, 0, 50, lines.length)
    drawLines(lines.slice(top, top + 50), {
      sheet: many,
      rows: many.rows,
      placed,
      cursor: cursor * 100,
      column: 1,
      width: 120,
    })
  }
  const perFrame = (performance.now() - began) / 200
  expect(perFrame).toBeLessThan(1000 / 30)
})

test('a filter finds every word without capitals and accents, and a sort counts numbers as numbers', () => {
  const sheet = sheetOf(['9 Çelik', '10 Celik', '2 Jansen'])
  expect(rowsShown(sheet, 'celik', null).map(({key}) => key)).toEqual(['9 Çelik', '10 Celik'])
  expect(rowsShown(sheet, '', {column: 1, down: false}).map(({key}) => key)).toEqual([
    '2 Jansen',
    '9 Çelik',
    '10 Celik',
  ])
  expect(rowsShown(sheet, '', {column: 1, down: true}).map(({key}) => key)[0]).toBe('10 Celik')
})
