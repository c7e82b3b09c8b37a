import type {RegistrationText} from '../../../src/registration/registration-line.ts'
import {listRegistrations} from '../../../src/registration/list-registrations.ts'
import {given} from '../parts/command-words.ts'
import type {Desk, RowDeed, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {listOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {momentText} from '../parts/times.ts'
import {NAMES, stateCell} from '../parts/words.ts'

/** What the list may be about: `period 2026-P2`, `exam NE-3F-CE`, `group 2B-VZ`. */
const KINDS = ['period', 'exam', 'group', 'student'] as const

export const registrations: Screen = {
  name: 'registrations',
  title: SCREEN_TITLES.registrations,
  view: 'registration.read',
  async load(desk) {
    const {ctx, speak, about, wanted} = desk
    const of = Object.fromEntries(KINDS.flatMap((kind) => pairOf(about, kind)))
    const rows = await listRegistrations(ctx, {...of, limit: wanted})
    const words = Object.entries(of).flatMap(([kind, code]) => [`--${kind}`, code])
    return {
      crumb: [speak(SCREEN_TITLES.registrations), ...Object.values(of)].join(' '),
      ...(of['period'] === undefined ? {} : {period: of['period']}),
      facts: [],
      sheets: [registrationSheet(desk, rows, ['registration', 'list', ...words], rows.length >= wanted)],
      deeds: [],
    }
  },
}

function pairOf(about: readonly string[], kind: string): readonly (readonly [string, string])[] {
  const at = about.indexOf(kind)
  const code = about[at + 1]
  return at >= 0 && at % 2 === 0 && code !== undefined ? [[kind, code]] : []
}

/** A list of registrations with what can be done with each. */
export function registrationSheet(
  desk: Desk,
  rows: readonly RegistrationText[],
  words: readonly string[],
  more = false,
): Sheet {
  const {speak, reader} = desk
  return listOf(desk, {
    title: SCREEN_TITLES.registrations,
    rows,
    key: ({code}) => code,
    columns: [
      {title: NAMES.code, cell: ({code}) => code, rank: 6},
      {title: NAMES.student, cell: ({student}) => student, rank: 0},
      {title: NAMES.name, cell: ({name}) => name, rank: 3},
      {title: NAMES.exam, cell: ({exam}) => exam, rank: 0},
      {title: NAMES.state, cell: ({state}) => stateCell(speak, 'registration', state), rank: 1},
      {title: say('Bron', 'Source'), cell: ({source}) => stateCell(speak, 'source', source), rank: 7},
      {title: NAMES.location, cell: ({location}) => location, rank: 8},
      {title: NAMES.period, cell: ({period}) => period, rank: 4},
      {title: say('Gevraagd', 'Asked'), cell: ({requestedAt}) => momentText(requestedAt, reader), rank: 9, grow: true},
    ],
    open: ({student}) => ({screen: 'student', about: [student]}),
    facts: ({examName, late, decidedAt, closedAt}) => [
      [speak(NAMES.exam), examName],
      [speak(say('te laat', 'late')), late ? speak(NAMES.yes) : null],
      [speak(say('beslist', 'decided')), momentText(decidedAt, reader)],
      [speak(say('gesloten', 'closed')), momentText(closedAt, reader)],
    ],
    deeds: REGISTRATION_DEEDS,
    empty: say('Geen aanmeldingen.', 'No registrations.'),
    words,
    more,
  })
}

const WHY = {name: 'reason', label: NAMES.reason} as const

/** What can be done with a registration. */
const REGISTRATION_DEEDS: readonly RowDeed<RegistrationText>[] = [
  {
    key: 'a',
    label: say('akkoord', 'agree'),
    deed: 'registration.decide',
    when: ({state}) => state === 'wanted',
    words: ({code}) => ['registration', 'agree', code],
  },
  {
    key: 'x',
    label: say('wijs af', 'refuse'),
    deed: 'registration.decide',
    when: ({state}) => state === 'wanted',
    fields: () => [WHY],
    words: ({code}, {reason}) => ['registration', 'refuse', code, ...given('reason', reason)],
  },
  {
    key: 'w',
    label: say('trek in', 'withdraw'),
    deed: 'registration.withdraw',
    when: ({closedAt}) => closedAt === null,
    fields: () => [WHY],
    words: ({code}, {reason}) => ['registration', 'withdraw', code, ...given('reason', reason)],
  },
  {
    key: 'e',
    label: say('schrijf in', 'enrol'),
    deed: 'enrolment.add',
    when: ({state}) => state === 'agreed',
    fields: () => [
      {name: 'session', label: NAMES.session},
      {...WHY, optional: true},
    ],
    words: ({student, exam}, {session = '', reason}) => [
      'enrolment',
      'add',
      student,
      exam,
      session,
      ...given('reason', reason),
    ],
  },
]
