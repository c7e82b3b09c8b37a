import type {EnrolmentLine} from '../../../src/enrolment/store.ts'
import {given} from './command-words.ts'
import type {Desk, RowDeed, Sheet} from './screen.ts'
import {listOf, toned} from './sheet.ts'
import {say} from './text.ts'
import {dayText} from './times.ts'
import {NAMES, stateCell} from './words.ts'

/** Seats that somebody has or had, with what can be done with each. */
export function enrolmentSheet(desk: Desk, rows: readonly EnrolmentLine[], words: readonly string[]): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: NAMES.seats,
    rows,
    key: ({id}) => id,
    code: ({registration}) => registration,
    columns: [
      {title: NAMES.exam, cell: ({exam}) => exam},
      {title: NAMES.session, cell: ({session}) => session, rank: 0},
      {title: NAMES.day, cell: ({on}) => dayText(on, reader.language), rank: 1},
      {title: NAMES.time, cell: ({from}) => from, rank: 1},
      {title: NAMES.place, cell: ({room, place}) => room ?? place, rank: 3},
      {
        title: NAMES.extra,
        cell: ({extraMinutes}) => (extraMinutes > 0 ? `+${extraMinutes}` : null),
        align: 'right',
        rank: 4,
      },
      {title: say('Hulpmiddelen', 'Aids'), cell: ({aids}) => aids.join(' '), rank: 6},
      {
        title: NAMES.state,
        cell: ({endedAt, endReason, sessionState}) =>
          endedAt === null ? stateCell(speak, 'session', sessionState) : toned(endReason ?? '–', 'dim'),
        rank: 2,
      },
    ],
    open: ({session}) => ({screen: 'session', about: [session]}),
    facts: ({registration, source, student, name}) => [
      [speak(NAMES.registration), registration],
      [speak(NAMES.student), `${student} ${name}`],
      [speak(NAMES.by), stateCell(speak, 'source', source)],
    ],
    deeds: ENROLMENT_DEEDS,
    empty: say('Nergens ingeschreven.', 'Enrolled nowhere.'),
    words,
  })
}

const WHY = {name: 'reason', label: NAMES.reason, optional: true} as const

const ENROLMENT_DEEDS: readonly RowDeed<EnrolmentLine>[] = [
  {
    key: 'z',
    label: say('verzet', 'move'),
    deed: 'enrolment.move',
    when: ({endedAt}) => endedAt === null,
    fields: () => [{name: 'session', label: say('Naar zitting', 'To session')}, WHY],
    words: ({registration}, {session = '', reason}) => [
      'enrolment',
      'move',
      registration,
      session,
      ...given('reason', reason),
    ],
  },
  {
    key: 'x',
    label: say('schrijf uit', 'cancel'),
    deed: 'enrolment.cancel',
    when: ({endedAt}) => endedAt === null,
    fields: () => [WHY],
    words: ({registration}, {reason}) => ['enrolment', 'cancel', registration, ...given('reason', reason)],
  },
]
