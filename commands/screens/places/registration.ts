import {type Demand, showDemand} from '../../../src/registration/show-demand.ts'
import {crossDemand} from '../../../src/registration/cross-demand.ts'
import type {DemandCount, DemandKey} from '../../../src/registration/store.ts'
import type {Desk, Fact, Page, RowDeed, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {crossSheet} from '../parts/cross-sheet.ts'
import {choicesOf, counted, listOf, way} from '../parts/sheet.ts'
import {say, type Text} from '../parts/text.ts'
import {thePeriod, withoutPeriod} from '../parts/the-period.ts'
import {given} from '../parts/command-words.ts'
import {NAMES, stateCell} from '../parts/words.ts'

/** What demand is counted by, one sheet each; only the one that is looked at is read. */
const BY: readonly (readonly [DemandKey, Text])[] = [
  ['exam', say('Examen', 'Exam')],
  ['location', say('Locatie', 'Location')],
  ['subject', say('Vak', 'Subject')],
  ['programme', say('Opleiding', 'Programme')],
  ['group', say('Groep', 'Group')],
  ['need', say('Voorziening', 'Need')],
]

export const registration: Screen = {
  name: 'registration',
  title: SCREEN_TITLES.registration,
  view: 'demand.read',
  async load(desk): Promise<Page> {
    const {ctx, speak, sheet} = desk
    const crumb = speak(SCREEN_TITLES.registration)
    const period = await thePeriod(desk)
    if (!period) return withoutPeriod(desk, crumb)
    const [by] = BY[sheet] ?? ['exam' as const]
    const demand = await showDemand(ctx, {period: period.code, by})
    const crossed = sheet === BY.length ? (await crossDemand(ctx, {period: period.code})).rows : []
    return {
      crumb: `${crumb} ${period.code}`,
      period: period.code,
      facts: factsOf(desk, demand, stateCell(speak, 'period', period.state)),
      sheets: [
        ...BY.map(([key, title], i) => demandSheet(desk, key, title, i === sheet ? demand : {...demand, rows: []})),
        crossSheet(desk, period.code, crossed),
      ],
      deeds: [
        way('a', speak(say('alle aanmeldingen', 'all registrations')), {
          screen: 'registrations',
          about: ['period', period.code],
        }),
        ...choicesOf(desk, NEW, period.code),
      ],
    }
  },
}

const NEW: readonly RowDeed<string>[] = [
  {
    key: 'n',
    label: say('meld aan', 'register'),
    deed: 'registration.add',
    fields: () => [
      {name: 'student', label: NAMES.student},
      {name: 'exam', label: NAMES.exam},
      {name: 'location', label: NAMES.location, optional: true},
    ],
    words: (period, {student = '', exam = '', location}) => [
      'registration',
      'add',
      student,
      exam,
      '--period',
      period,
      ...given('location', location),
    ],
  },
  {
    key: 'b',
    label: say('meld groep aan', 'register group'),
    deed: 'registration.add',
    fields: () => [
      {name: 'group', label: say('Groep', 'Group')},
      {name: 'exam', label: NAMES.exam},
    ],
    words: (period, {group = '', exam = ''}) => ['registration', 'add-group', group, exam, '--period', period],
  },
]

function demandSheet(desk: Desk, by: DemandKey, title: Text, {rows, frozen, period}: Demand): Sheet {
  const later = frozen === 'nothing' ? [] : FROZEN
  return listOf(desk, {
    title,
    rows,
    key: ({key}) => key,
    columns: [
      {title, cell: ({key}) => key || '–'},
      {title: NAMES.name, cell: ({name}) => name, grow: true, rank: 2},
      {title: say('Samen', 'Total'), cell: ({wanted, agreed}) => wanted + agreed, align: 'right', rank: 0},
      {title: say('Gevraagd', 'Wanted'), cell: ({wanted}) => counted(wanted, 'warn'), align: 'right', rank: 4},
      {title: say('Akkoord', 'Agreed'), cell: ({agreed}) => counted(agreed), align: 'right', rank: 5},
      {
        title: say('Nieuw', 'New'),
        cell: ({recent}) => (recent > 0 ? {text: `+${recent}`, tone: 'good'} : counted(0)),
        align: 'right',
        rank: 3,
      },
      ...later,
    ],
    open: ({key}) => (by === 'exam' || by === 'group' ? {screen: 'registrations', about: [by, key]} : null),
    links: [
      {
        key: 'm',
        label: say('wie ontbreekt', 'who is missing'),
        to: ({key}) => (by === 'exam' || by === 'group' ? {screen: 'missing', about: [by, key]} : null),
      },
    ],
    empty: say('Nog niemand is aangemeld.', 'Nobody is registered yet.'),
    words: ['demand', 'show', period, '--by', by],
  })
}

const FROZEN = [
  {title: say('Bevroren', 'Frozen'), cell: ({frozen}: DemandCount) => counted(frozen), align: 'right', rank: 6},
  {title: say('Erbij', 'Added'), cell: ({added}: DemandCount) => counted(added, 'good'), align: 'right', rank: 7},
  {title: say('Eraf', 'Gone'), cell: ({withdrawn}: DemandCount) => counted(withdrawn, 'bad'), align: 'right', rank: 8},
] as const

function factsOf({speak}: Desk, {rows, frozen}: Demand, state: ReturnType<typeof stateCell>): readonly Fact[] {
  const sum = (of: (row: DemandCount) => number): number => rows.reduce((total, row) => total + of(row), 0)
  const ice = {whole: say('geheel', 'whole'), some: say('deels', 'partly'), nothing: say('niet', 'not')}[frozen]
  return [
    [speak(NAMES.state), state],
    [speak(say('aangemeld', 'registered')), sum(({wanted, agreed}) => wanted + agreed)],
    [
      speak(say('nieuw sinds gisteren', 'new since yesterday')),
      counted(
        sum(({recent}) => recent),
        'good',
      ),
    ],
    [
      speak(say('wacht op akkoord', 'waits for consent')),
      counted(
        sum(({wanted}) => wanted),
        'warn',
      ),
    ],
    [speak(say('bevroren', 'frozen')), speak(ice)],
  ]
}
