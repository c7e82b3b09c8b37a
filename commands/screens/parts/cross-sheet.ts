import type {CrossedCount} from '../../../src/registration/store.ts'
import type {Cell, Desk, Item, Sheet} from './screen.ts'
import {gridOf, toned} from './sheet.ts'
import {say} from './text.ts'
import {NAMES} from './words.ts'

/** Exams × locations: how many want it there, and behind a + how many of them since yesterday. The first square is all locations. */
export function crossSheet(desk: Desk, period: string, rows: readonly CrossedCount[]): Sheet {
  const {speak} = desk
  const locations = [...new Set(rows.map(({location}) => location))].toSorted()
  const exams = [...Map.groupBy(rows, ({exam}) => exam)].map(([exam, counts]) => ({exam, counts}))
  return gridOf(desk, {
    title: say('Examen × locatie', 'Exam × location'),
    corner: NAMES.exam,
    across: [speak(say('Samen', 'Total')), ...locations.map((location) => location || '–')],
    rows: exams,
    key: ({exam}) => exam,
    label: ({exam}) => exam,
    square({exam, counts}, column) {
      const here = column === 0 ? counts : counts.filter(({location}) => location === locations[column - 1])
      return {cell: cellOf(here), item: itemOf(desk, exam, here)}
    },
    empty: say('Nog niemand is aangemeld.', 'Nobody is registered yet.'),
    words: ['demand', 'cross', period],
  })
}

const sum = (rows: readonly CrossedCount[], of: (row: CrossedCount) => number): number =>
  rows.reduce((total, row) => total + of(row), 0)

function cellOf(here: readonly CrossedCount[]): Cell {
  if (here.length === 0) return toned('·', 'dim')
  const recent = sum(here, (row) => row.recent)
  const total = sum(here, ({wanted, agreed}) => wanted + agreed)
  return recent > 0 ? toned(`${total} +${recent}`, 'good') : total
}

function itemOf({speak}: Desk, exam: string, here: readonly CrossedCount[]): Item {
  const [first] = here
  return {
    code: exam,
    open: first ? {screen: 'registrations', about: ['exam', exam]} : null,
    facts: () => [
      [speak(NAMES.exam), [exam, first?.name].filter(Boolean).join('  ')],
      [speak(NAMES.location), here.length === 1 ? (first?.location ?? '') : ''],
      [speak(say('Gevraagd', 'Wanted')), sum(here, ({wanted}) => wanted)],
      [speak(say('Akkoord', 'Agreed')), sum(here, ({agreed}) => agreed)],
      [speak(say('Nieuw sinds gisteren', 'New since yesterday')), sum(here, ({recent}) => recent)],
    ],
    deeds: () => [],
  }
}
