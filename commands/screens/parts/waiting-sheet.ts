import type {WaitingLine} from '../../../src/enrolment/store.ts'
import type {Desk, RowDeed, Sheet} from './screen.ts'
import {listOf, toned} from './sheet.ts'
import {say} from './text.ts'
import {dayText, momentText} from './times.ts'
import {NAMES} from './words.ts'

/** Who waits for a seat, the longest first, and what is on offer to whom. */
export function waitingSheet(desk: Desk, rows: readonly WaitingLine[], words: readonly string[]): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: say('Wachtlijst', 'Waiting list'),
    rows,
    key: ({id}) => id,
    code: ({registration}) => registration,
    columns: [
      {title: NAMES.student, cell: ({student}) => student},
      {title: NAMES.name, cell: ({name}) => name, rank: 4},
      {title: NAMES.exam, cell: ({exam}) => exam, rank: 0},
      {title: NAMES.session, cell: ({session}) => session, rank: 0},
      {title: NAMES.day, cell: ({on, from}) => `${dayText(on, reader.language)} ${from}`, rank: 3},
      {title: say('Sinds', 'Since'), cell: ({joinedAt}) => momentText(joinedAt, reader), rank: 2},
      {
        title: say('Aanbod tot', 'Offer until'),
        cell: ({expiresAt}) => toned(momentText(expiresAt, reader), 'good'),
        rank: 1,
      },
    ],
    open: ({student}) => ({screen: 'student', about: [student]}),
    facts: ({offeredAt}) => [[speak(say('aangeboden', 'offered')), momentText(offeredAt, reader)]],
    deeds: WAITING_DEEDS,
    empty: say('Niemand wacht.', 'Nobody waits.'),
    words,
  })
}

const WAITING_DEEDS: readonly RowDeed<WaitingLine>[] = [
  {
    key: 'a',
    label: say('neem aan', 'accept'),
    deed: 'offer.accept',
    when: ({offer}) => offer !== null,
    words: ({registration, session}) => ['enrolment', 'accept', registration, session],
  },
  {
    key: 'x',
    label: say('van de lijst', 'off the list'),
    deed: 'waiting.leave',
    words: ({registration, session}) => ['enrolment', 'leave', registration, session],
  },
]
