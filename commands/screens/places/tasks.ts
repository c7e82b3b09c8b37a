import {listTasks} from '../../../src/lifecycle/tasks.ts'
import type {Task} from '../../../src/lifecycle/task.ts'
import type {TaskName} from '../../../src/lifecycle/task-kind.ts'
import {dayOf, type Instant} from '../../../src/time.ts'
import type {Cell, Desk, Place, Screen} from '../parts/screen.ts'
import {SCREEN_TITLES} from '../parts/screen-titles.ts'
import {type ColumnOf, counted, listOf} from '../parts/sheet.ts'
import {say} from '../parts/text.ts'
import {dayText, momentText} from '../parts/times.ts'
import {NAMES, stateCell, textOfState} from '../parts/words.ts'

/** Where each kind of task is done; what is not named is done from the list of tasks. */
const SCREEN_OF: Readonly<Partial<Record<TaskName, string>>> = {
  'decide-other-requests': 'registrations',
  'plan-exams': 'plan',
  'publish-sessions': 'period',
  'name-leads': 'rota',
  'name-invigilators': 'rota',
  'place-students': 'enrolment',
  'carry-over': 'registration',
  'finalise-sessions': 'sessions',
  'close-report': 'session',
  'record-results': 'results',
  'establish-results': 'results',
  'publish-results': 'results',
  'look-at-steps': 'period',
}
const DECISIONS: readonly TaskName[] = [
  'judge-absences',
  'triage-cases',
  'decide-minor-cases',
  'decide-board-cases',
  'decide-held',
  'decide-resits',
  'arrange-resits',
]

/** The screen on which a task is done. */
export function placeOfTask({kind, about}: Task): Place | null {
  if (DECISIONS.includes(kind)) return {screen: 'decisions', about: []}
  if (kind === 'decide-requests') return {screen: 'registrations', about: ['group', about]}
  if (kind === 'decide-other-requests') return {screen: 'registrations', about: ['period', about]}
  if (kind === 'put-mails-right') return {screen: 'outbox', about: []}
  if (kind === 'finish-runs') return {screen: 'setup', about: []}
  const screen = SCREEN_OF[kind]
  return screen === undefined ? null : {screen, about: [about]}
}

/** When a task is due, louder when that is past. */
export function dueCell({due}: Pick<Task, 'due'>, {ctx, reader}: Pick<Desk, 'ctx' | 'reader'>): Cell {
  if (due === null) return null
  const instant = due.includes('T')
  const text = instant ? momentText(due as Instant, reader) : dayText(due, reader.language)
  const now = ctx.clock.now()
  const late = instant ? due < now : due < dayOf(now, reader.zone)
  return {text: text ?? '', tone: late ? 'bad' : 'plain'}
}

export const tasks: Screen = {
  name: 'tasks',
  title: SCREEN_TITLES.tasks,
  view: 'task.read',
  async load(desk) {
    const {ctx, speak, reader} = desk
    const all = await listTasks(ctx)
    const columns: readonly ColumnOf<Task>[] = [
      {title: NAMES.what, cell: ({what}) => speak(what), grow: true},
      {title: say('Aantal', 'Count'), cell: ({count}) => counted(count), align: 'right', rank: 2},
      {title: NAMES.due, cell: (task) => dueCell(task, desk), rank: 1},
      {title: say('Rol', 'Role'), cell: ({role, who}) => who ?? stateCell(speak, 'role', role), rank: 3},
    ]
    const late = all.filter((task) => (dueCell(task, desk) as {tone?: string} | null)?.tone === 'bad').length
    return {
      crumb: speak(SCREEN_TITLES.tasks),
      facts: [
        [speak(SCREEN_TITLES.tasks), all.length],
        [speak(say('te laat', 'overdue')), counted(late, 'bad')],
        [speak(say('als', 'as')), reader.roles.map((role) => textOfState(speak, 'role', role)).join(', ')],
      ],
      sheets: [
        listOf(desk, {
          title: SCREEN_TITLES.tasks,
          rows: all,
          key: ({kind, about, who}) => `${kind} ${about} ${who ?? ''}`,
          code: ({command}) => command,
          columns,
          open: placeOfTask,
          facts: ({command, role}) => [
            [speak(say('Opdracht', 'Command')), command],
            [speak(say('Rol', 'Role')), stateCell(speak, 'role', role)],
          ],
          empty: say('Er wacht niets op u.', 'Nothing waits for you.'),
          words: ['task', 'list'],
        }),
      ],
      deeds: [],
    }
  },
}
