import type {ResitText} from '../../../src/results/resit-text.ts'
import {given} from './command-words.ts'
import type {Desk, RowDeed, Sheet} from './screen.ts'
import {listOf} from './sheet.ts'
import {say} from './text.ts'
import {momentText} from './times.ts'
import {NAMES, stateCell} from './words.ts'

/** Requests for a resit, to be decided with a reason. */
export function resitSheet(desk: Desk, rows: readonly ResitText[], words: readonly string[]): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Herkansingen', 'Resits'),
    rows,
    key: ({resit}) => resit,
    columns: [
      {title: NAMES.code, cell: ({resit}) => resit},
      {title: NAMES.student, cell: ({student}) => student, rank: 0},
      {title: NAMES.name, cell: ({name}) => name, rank: 3},
      {title: NAMES.exam, cell: ({exam}) => exam, rank: 0},
      {title: NAMES.state, cell: ({state}) => stateCell(speak, 'resit', state), rank: 0},
      {title: NAMES.by, cell: ({requestedBy}) => requestedBy, rank: 5},
      {title: say('Gevraagd', 'Asked'), cell: ({requestedAt}) => momentText(requestedAt, reader), rank: 4},
      {title: NAMES.reason, cell: ({reason}) => reason, rank: 2, grow: true},
    ],
    open: ({student}) => ({screen: 'student', about: [student]}),
    facts: ({registration, period, decidedAt, byRule}) => [
      [speak(say('werd aanmelding', 'became registration')), registration],
      [speak(NAMES.period), period],
      [speak(say('beslist', 'decided')), momentText(decidedAt, reader)],
      [speak(say('volgens regel', 'by rule')), byRule ? speak(NAMES.yes) : null],
    ],
    deeds: RESIT_DEEDS,
    empty: say('Geen verzoeken.', 'No requests.'),
    words,
  })
}

const WHY = {name: 'reason', label: NAMES.reason} as const

const RESIT_DEEDS: readonly RowDeed<ResitText>[] = [
  {
    key: 't',
    label: say('ken toe', 'grant'),
    deed: 'resit.decide',
    when: ({state}) => state === 'asked',
    fields: () => [WHY, {name: 'period', label: NAMES.period, optional: true}],
    words: ({resit}, {reason, period}) => [
      'resit',
      'grant',
      resit,
      ...given('reason', reason),
      ...given('period', period),
    ],
  },
  {
    key: 'x',
    label: say('wijs af', 'refuse'),
    deed: 'resit.decide',
    when: ({state}) => state === 'asked',
    fields: () => [WHY],
    words: ({resit}, {reason}) => ['resit', 'refuse', resit, ...given('reason', reason)],
  },
  {
    key: 'w',
    label: say('trek in', 'withdraw'),
    deed: 'resit.withdraw',
    when: ({state}) => state === 'asked' || state === 'waits-for-sis',
    words: ({resit}) => ['resit', 'withdraw', resit],
  },
]
