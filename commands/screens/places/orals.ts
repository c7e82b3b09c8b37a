import {listSessions} from '../../../src/planning/sessions/list-sessions.ts'
import type {OralSheet, SlotSheet} from '../../../src/planning/orals/oral-sheet.ts'
import {showOrals} from '../../../src/planning/orals/show-orals.ts'
import {given} from '../parts/command-words.ts'
import type {Desk, Item, Page, RowDeed, Screen, Sheet} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {sessionSheet} from '../parts/session-sheet.ts'
import {choicesOf, counted, gridOf, listOf, toned} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {thePeriod, withoutPeriod} from '../parts/the-period.ts'
import {dayText} from '../parts/times.ts'
import {NAMES} from '../parts/words.ts'

/** The roster of an oral session on a time grid; without a session the oral sessions of the period. */
export const orals: Screen = {
  name: 'orals',
  title: SCREEN_TITLES.orals,
  view: 'plan.read',
  async load(desk): Promise<Page> {
    const {ctx, speak, about, reader} = desk
    const [named] = about
    if (named !== undefined && !(await thePeriod(desk))) {
      const sheet = await showOrals(ctx, named)
      return {
        crumb: `${speak(SCREEN_TITLES.orals)} ${sheet.session}`,
        facts: [
          [speak(NAMES.day), dayText(sheet.on, reader.language)],
          [speak(say('momenten', 'slots')), sheet.slots.length],
          [speak(say('vrij', 'free')), counted(sheet.free, 'good')],
        ],
        sheets: [timeGrid(desk, sheet), slotList(desk, sheet)],
        deeds: choicesOf(desk, ORAL_DEEDS, sheet),
      }
    }
    return sessionsPage(desk)
  },
}

async function sessionsPage(desk: Desk): Promise<Page> {
  const crumb = desk.speak(SCREEN_TITLES.orals)
  const period = await thePeriod(desk)
  if (!period) return withoutPeriod(desk, crumb)
  const all = await listSessions(desk.ctx, {period: period.code, limit: 5000})
  const oral = all.filter(({kind}) => kind === 'oral')
  const sheet = sessionSheet(desk, oral, {
    title: say('Mondelinge zittingen', 'Oral sessions'),
    words: ['session', 'list', period.code],
  })
  const rows = sheet.rows.map((row) => ({
    ...row,
    at: (column: number): Item => ({...row.at(column), open: {screen: 'orals', about: [row.at(column).code]}}),
  }))
  return {
    crumb: `${crumb} ${period.code}`,
    period: period.code,
    facts: [],
    sheets: [{...sheet, rows}],
    deeds: choicesOf(desk, PERIOD_DEEDS, period.code),
  }
}

/** Times down, examiners across. */
function timeGrid(desk: Desk, {slots, session}: OralSheet): Sheet {
  const pairs = [...new Set(slots.map(pairOf))]
  const times = [...new Set(slots.map(({from}) => from))].toSorted()
  return gridOf(desk, {
    title: say('Rooster', 'Roster'),
    corner: NAMES.time,
    across: pairs,
    rows: times,
    key: (time) => time,
    label: (time) => time,
    square: (time, column) => {
      const slot = slots.find((each) => each.from === time && pairOf(each) === pairs[column])
      return {cell: slotCell(desk, slot), item: slotItem(desk, slot, time)}
    },
    empty: say('Nog geen momenten; n maakt ze.', 'No slots yet; n makes them.'),
    words: ['oral', 'show', session],
    width: 22,
  })
}

function pairOf({examiners, room}: SlotSheet): string {
  return [examiners.join('+'), room].filter(Boolean).join(' ')
}

function slotCell({speak}: Desk, slot: SlotSheet | undefined) {
  if (!slot) return null
  return slot.student === null ? toned(speak(say('vrij', 'free')), 'good') : `${slot.student} ${slot.name ?? ''}`
}

function slotItem({speak}: Desk, slot: SlotSheet | undefined, time: string): Item {
  return {
    code: slot?.student ?? time,
    open: slot?.student ? {screen: 'student', about: [slot.student]} : null,
    facts: () =>
      slot
        ? [
            [speak(NAMES.time), `${slot.from}–${slot.until}`],
            [speak(say('komt om', 'comes at')), slot.comesAt],
            [speak(NAMES.exam), slot.exam],
            [speak(say('Examinatoren', 'Examiners')), slot.examiners.join(' ')],
            [speak(NAMES.room), slot.room],
            [speak(NAMES.student), slot.student === null ? '–' : `${slot.student} ${slot.name ?? ''}`],
          ]
        : [],
    deeds: () => [],
  }
}

function slotList(desk: Desk, {slots, session}: OralSheet): Sheet {
  return listOf(desk, {
    title: say('Lijst', 'List'),
    rows: slots.map((slot, i) => ({...slot, i})),
    key: ({i}) => String(i),
    code: ({student, from}) => student ?? from,
    columns: [
      {title: say('Komt', 'Comes'), cell: ({comesAt}) => comesAt},
      {title: NAMES.time, cell: ({from, until}) => `${from}–${until}`, rank: 0},
      {title: NAMES.exam, cell: ({exam}) => exam},
      {title: say('Examinatoren', 'Examiners'), cell: ({examiners}) => examiners.join(' '), rank: 1},
      {title: NAMES.student, cell: ({student}) => student ?? toned(desk.speak(say('vrij', 'free')), 'good'), rank: 0},
      {title: NAMES.name, cell: ({name}) => name, rank: 2},
    ],
    open: ({student}) => (student === null ? null : {screen: 'student', about: [student]}),
    empty: say('Nog geen momenten.', 'No slots yet.'),
    words: ['oral', 'show', session],
  })
}

/** The planner gives every student a time; a plan changes nothing until it is applied. */
const PERIOD_DEEDS: readonly RowDeed<string>[] = [
  {
    key: 'e',
    label: say('laat plannen', 'run the planner'),
    deed: 'plan.make',
    words: (period) => ['oral', 'make', period],
  },
  {
    key: 'b',
    label: say('bekijk plan', 'look at the plan'),
    deed: 'plan.make',
    words: (period) => ['oral', 'plan', period],
  },
  {
    key: 'a',
    label: say('pas plan toe', 'apply plan'),
    deed: 'plan.apply',
    words: (period) => ['oral', 'apply', period],
  },
]

const ORAL_DEEDS: readonly RowDeed<OralSheet>[] = [
  {
    key: 'n',
    label: say('maak momenten', 'make slots'),
    deed: 'oral.plan',
    fields: () => [
      {name: 'first', label: say('Eerste om', 'First at'), initial: '09:00'},
      {name: 'every', label: say('Om de … minuten', 'Every … minutes'), initial: '20'},
      {name: 'examiner', label: say('Examinator', 'Examiner')},
      {name: 'second', label: say('Tweede examinator', 'Second examiner'), optional: true},
      {name: 'break', label: say('Pauze', 'Break'), optional: true},
      {name: 'exam', label: NAMES.exam, optional: true},
    ],
    words: ({session}, {first = '', every = '', examiner = '', second, break: pause, exam}) => [
      'oral',
      'pattern',
      session,
      '--first',
      first,
      '--every',
      every,
      '--examiner',
      examiner,
      ...given('examiner', second),
      ...given('break', pause),
      ...given('exam', exam),
    ],
  },
  {
    key: 'a',
    label: say('houd plaatsen vast', 'hold places'),
    deed: 'oral.plan',
    words: ({session}) => ['oral', 'assign', session],
  },
  {
    key: 'x',
    label: say('schrijf rooster weg', 'export roster'),
    deed: 'oral.plan',
    fields: () => [{name: 'file', label: say('Bestand', 'File'), initial: 'rooster.csv'}],
    words: ({session}, {file = ''}) => ['oral', 'export', session, '-o', file],
  },
]
