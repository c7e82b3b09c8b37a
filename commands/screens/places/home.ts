import {reachOf} from '../../../src/deeds.ts'
import {listPeriods} from '../../../src/institution/periods/list-periods.ts'
import type {Period} from '../../../src/institution/model.ts'
import {listTasks} from '../../../src/lifecycle/tasks.ts'
import type {Task} from '../../../src/lifecycle/task.ts'
import type {TaskName} from '../../../src/lifecycle/task-kind.ts'
import {listSessions} from '../../../src/planning/sessions/list-sessions.ts'
import type {SessionSheet} from '../../../src/planning/sessions/session-sheet.ts'
import {dayOf} from '../../../src/time.ts'
import {MENU} from '../parts/menu.ts'
import type {Cell, Desk, Fact, Place, Screen} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {counted, listOf, toned} from '../parts/sheet.ts'
import {dueCell, placeOfTask} from './tasks.ts'
import {say} from '../parts/text.ts'
import {dayText} from '../parts/times.ts'
import {NAMES, stateCell} from '../parts/words.ts'

/** Tasks that say that something is wrong, rather than that something is to be done. */
const WRONG: readonly TaskName[] = ['look-at-steps', 'finish-runs', 'put-mails-right', 'decide-held']

/** A line of the home screen, whatever it is about. */
type HomeRow = Readonly<{
  key: string
  group: string
  what: Cell
  state: Cell
  when: Cell
  count: Cell
  open: Place | null
}>

export const home: Screen = {
  name: 'home',
  title: SCREEN_TITLES.home,
  view: 'task.read',
  async load(desk) {
    const {ctx, speak, reader} = desk
    const today = dayOf(ctx.clock.now(), reader.zone)
    const periods = mayRead(desk, 'catalogue.read') ? await listPeriods(ctx) : []
    const tasks = await listTasks(ctx)
    const sessions = mayRead(desk, 'plan.read') ? await listSessions(ctx, {on: today, limit: 500}) : []
    const wrong = tasks.filter(({kind}) => WRONG.includes(kind))
    const rows = [
      ...periods.map((period) => periodRow(desk, period)),
      ...wrong.map((task) => taskRow(desk, task, say('Let op', 'Look at this'))),
      ...tasks.filter((task) => !wrong.includes(task)).map((task) => taskRow(desk, task, say('Te doen', 'To do'))),
      ...sessions.map((session) => sessionRow(desk, session)),
    ]
    return {
      crumb: speak(SCREEN_TITLES.home),
      facts: [...menuFacts(desk), ['', ''], ...countFacts(desk, {tasks, sessions, today, wrong: wrong.length})],
      sheets: [
        listOf(desk, {
          title: SCREEN_TITLES.home,
          rows,
          key: ({key}) => key,
          group: ({group}) => group,
          code: ({open}) => open?.about.at(-1) ?? '',
          columns: [
            {title: NAMES.what, cell: ({what}) => what, grow: true, most: 40},
            {title: NAMES.state, cell: ({state}) => state, rank: 2},
            {title: NAMES.at, cell: ({when}) => when, rank: 1},
            {title: say('Aantal', 'Count'), cell: ({count}) => count, align: 'right', rank: 3},
          ],
          open: ({open}) => open,
          empty: say(
            'Rustig: er is geen periode en er wacht niets. Begin bij :setup.',
            'Quiet: there is no period and nothing waits. Begin at :setup.',
          ),
          words: ['task', 'list'],
        }),
      ],
      deeds: [],
    }
  },
}

function mayRead({reader}: Desk, view: 'catalogue.read' | 'plan.read'): boolean {
  return reader.roles.some((role) => reachOf(view, role))
}

function menuFacts({speak}: Desk): readonly Fact[] {
  return MENU.filter(({screen}) => screen !== 'home').map(({key, screen}): Fact => [
    key,
    toned(speak(SCREEN_TITLES[screen]), 'strong'),
  ])
}

type Counted = Readonly<{tasks: readonly Task[]; sessions: readonly SessionSheet[]; today: string; wrong: number}>

function countFacts({speak, reader}: Desk, {tasks, sessions, today, wrong}: Counted): readonly Fact[] {
  const running = sessions.filter(({state}) => state === 'running').length
  return [
    [speak(say('Vandaag', 'Today')), dayText(today, reader.language)],
    [speak(say('zittingen', 'sessions')), counted(sessions.length)],
    [speak(say('lopen', 'running')), counted(running, 'good')],
    [speak(say('te doen', 'to do')), counted(tasks.length - wrong)],
    [speak(say('let op', 'wrong')), counted(wrong, 'bad')],
  ]
}

function periodRow({speak, reader}: Desk, {code, name, state, fromOn, toOn}: Period): HomeRow {
  return {
    key: `period ${code}`,
    group: speak(say('Periodes', 'Periods')),
    what: name === code ? code : `${code}  ${name}`,
    state: stateCell(speak, 'period', state),
    when: `${dayText(fromOn, reader.language)} – ${dayText(toOn, reader.language)}`,
    count: null,
    open: {screen: 'period', about: [code]},
  }
}

function taskRow(desk: Desk, task: Task, group: ReturnType<typeof say>): HomeRow {
  return {
    key: `task ${task.kind} ${task.about} ${task.who ?? ''}`,
    group: desk.speak(group),
    what: desk.speak(task.what),
    state: task.who ?? stateCell(desk.speak, 'role', task.role),
    when: dueCell(task, desk),
    count: task.count,
    open: placeOfTask(task),
  }
}

function sessionRow({speak}: Desk, session: SessionSheet): HomeRow {
  const {code, state, from, until, room, place, exams, taken} = session
  return {
    key: `session ${code}`,
    group: speak(say('Zittingen vandaag', 'Sessions today')),
    what: `${code}  ${room ?? place}  ${exams.join(' ')}`,
    state: stateCell(speak, 'session', state),
    when: `${from}–${until}`,
    count: taken,
    open: {screen: 'session', about: [code]},
  }
}
