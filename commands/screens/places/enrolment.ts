import {listOffers} from '../../../src/enrolment/waiting/list-offers.ts'
import {listSessions} from '../../../src/planning/sessions/list-sessions.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {given} from '../parts/command-words.ts'
import {ifAllowed} from '../parts/pieces.ts'
import type {Desk, Fact, RowDeed, Screen} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {fillCell} from '../parts/session-sheet.ts'
import {choicesOf, counted, listOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {thePeriod, withoutPeriod} from '../parts/the-period.ts'
import {dayText} from '../parts/times.ts'
import {waitingSheet} from '../parts/waiting-sheet.ts'
import {NAMES, stateCell} from '../parts/words.ts'

/** A session with how many wait for it. */
type Filled = SessionSheet & Readonly<{waiting: number}>

/** How full the sessions of a period are, and who waits. */
export const enrolment: Screen = {
  name: 'enrolment',
  title: SCREEN_TITLES.enrolment,
  view: 'enrolment.read',
  async load(desk) {
    const {ctx, speak} = desk
    const crumb = speak(SCREEN_TITLES.enrolment)
    const period = await thePeriod(desk)
    if (!period) return withoutPeriod(desk, crumb)
    const {code} = period
    const sessions = await listSessions(ctx, {period: code, limit: 5000})
    const known = new Set(sessions.map((session) => session.code))
    const waiting = (await ifAllowed(listOffers(ctx, {waiting: true, limit: 5000}))).filter(({session}) =>
      known.has(session),
    )
    const waits = Map.groupBy(waiting, ({session}) => session)
    const rows = sessions.map((session): Filled => ({...session, waiting: waits.get(session.code)?.length ?? 0}))
    return {
      crumb: `${crumb} ${code}`,
      period: code,
      facts: factsOf(desk, rows),
      sheets: [fillSheet(desk, rows, code), waitingSheet(desk, waiting, ['enrolment', 'offers', '--waiting'])],
      deeds: choicesOf(desk, PERIOD_DEEDS, code),
    }
  },
}

function fillSheet(desk: Desk, rows: readonly Filled[], period: string) {
  const {speak, reader} = desk
  return listOf(desk, {
    title: SCREEN_TITLES.sessions,
    rows,
    key: ({id}) => id,
    code: ({code}) => code,
    columns: [
      {title: NAMES.session, cell: ({code}) => code},
      {title: NAMES.day, cell: ({on, from}) => `${dayText(on, reader.language)} ${from}`, rank: 3},
      {title: NAMES.place, cell: ({room, place}) => room ?? place, rank: 6},
      {title: NAMES.exams, cell: ({exams}) => exams.join(' '), rank: 2, most: 30},
      {title: NAMES.state, cell: ({state}) => stateCell(speak, 'session', state), rank: 4},
      {title: NAMES.taken, cell: fillCell, align: 'right', rank: 0},
      {
        title: NAMES.free,
        cell: ({taken, promised, capacity}) => counted(capacity - taken - promised),
        align: 'right',
        rank: 1,
      },
      {title: say('Beloofd', 'Held'), cell: ({promised}) => counted(promised), align: 'right', rank: 5},
      {title: NAMES.waiting, cell: ({waiting}) => counted(waiting, 'warn'), align: 'right', rank: 1},
    ],
    open: ({code}) => ({screen: 'session', about: [code]}),
    deeds: MOVE,
    empty: say('Nog geen zittingen in deze periode.', 'No sessions in this period yet.'),
    words: ['session', 'list', period],
  })
}

const WHY = {name: 'reason', label: NAMES.reason, optional: true} as const

const MOVE: readonly RowDeed<Filled>[] = [
  {
    key: 'm',
    label: say('verzet allen', 'move all'),
    deed: 'enrolment.move',
    when: ({taken}) => taken > 0,
    fields: () => [{name: 'to', label: say('Naar zitting', 'To session')}, WHY],
    words: ({code}, {to = '', reason}) => ['enrolment', 'move-all', code, to, ...given('reason', reason)],
  },
  {
    key: 'o',
    label: say('bied plaatsen aan', 'offer seats'),
    deed: 'offer.make',
    when: ({waiting}) => waiting > 0,
    words: ({code}) => ['enrolment', 'offer', code],
  },
]

const PERIOD_DEEDS: readonly RowDeed<string>[] = [
  {
    key: 'a',
    label: say('wijs plaatsen toe', 'assign seats'),
    deed: 'enrolment.assign',
    fields: () => [{name: 'exam', label: say('Alleen examen', 'Only exam'), optional: true}],
    words: (period, {exam}) => ['enrolment', 'assign', period, ...given('exam', exam)],
  },
  {
    key: 'n',
    label: say('schrijf in', 'enrol'),
    deed: 'enrolment.add',
    fields: () => [
      {name: 'student', label: NAMES.student},
      {name: 'exam', label: NAMES.exam},
      {name: 'session', label: NAMES.session},
      WHY,
    ],
    words: (_, {student = '', exam = '', session = '', reason}) => [
      'enrolment',
      'add',
      student,
      exam,
      session,
      ...given('reason', reason),
    ],
  },
  {
    key: 'u',
    label: say('neem terug', 'undo'),
    deed: 'enrolment.undo',
    fields: () => [{name: 'run', label: say('Code van de wijziging', 'Code of the change')}],
    words: (_, {run = ''}) => ['enrolment', 'undo', run],
  },
]

function factsOf({speak}: Desk, rows: readonly Filled[]): readonly Fact[] {
  const sum = (of: (row: Filled) => number): number => rows.reduce((total, row) => total + of(row), 0)
  return [
    [speak(say('zittingen', 'sessions')), rows.length],
    [speak(say('plaatsen', 'seats')), sum(({capacity}) => capacity)],
    [
      speak(say('bezet', 'taken')),
      counted(
        sum(({taken}) => taken),
        'good',
      ),
    ],
    [speak(say('beloofd', 'held')), counted(sum(({promised}) => promised))],
    [
      speak(say('wachten', 'waiting')),
      counted(
        sum(({waiting}) => waiting),
        'warn',
      ),
    ],
  ]
}
