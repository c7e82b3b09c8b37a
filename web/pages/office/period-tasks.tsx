/** @jsxImportSource hono/jsx */
import type {Period} from '../../../src/institution/model.ts'
import type {TaskName} from '../../../src/lifecycle/task-kind.ts'
import type {Task} from '../../../src/lifecycle/task.ts'
import {listTasks} from '../../../src/lifecycle/tasks.ts'
import {listPeriods} from '../../../src/institution/periods/list-periods.ts'
import {OFFICE} from '../../../src/texts/office.ts'
import {Nothing} from '../../parts/notice.tsx'
import {TaskCard} from '../../parts/task-card.tsx'
import type {Visit} from '../../visit.ts'

/** Tasks that say that something is wrong, rather than that something is to be done. */
const WRONG: readonly TaskName[] = ['look-at-steps', 'finish-runs', 'put-mails-right', 'repair-certificate']
/** What others have to do before the office can go on. */
const OTHERS: readonly TaskName[] = [
  'decide-requests',
  'close-report',
  'judge-absences',
  'triage-cases',
  'decide-minor-cases',
  'decide-board-cases',
  'establish-results',
  'publish-results',
]
/** More than these are counted and not listed. */
const MOST = 8

export type PeriodTaskList = Readonly<{wrong: readonly Task[]; due: readonly Task[]; others: readonly Task[]}>

/** What waits for the exam office and for others, of this period or of none. */
export async function periodTasks(visit: Visit, {code}: Pick<Period, 'code'>): Promise<PeriodTaskList> {
  const elsewhere = new Set((await listPeriods(visit.ctx)).map((each) => each.code).filter((each) => each !== code))
  const here = (tasks: readonly Task[]): readonly Task[] => tasks.filter(({about}) => !elsewhere.has(about))
  const office = here(await listTasks(visit.ctx, {role: 'office'}))
  const board = here(await listTasks(visit.ctx, {role: 'board'})).filter(({kind}) => OTHERS.includes(kind))
  return {
    wrong: office.filter(({kind}) => WRONG.includes(kind)),
    due: office.filter(({kind}) => !WRONG.includes(kind)),
    others: board,
  }
}

/** Tasks under three headings: what is wrong first. */
export function PeriodTasks({visit, tasks}: Readonly<{visit: Visit; tasks: PeriodTaskList}>) {
  const t = OFFICE[visit.language]
  return (
    <div>
      {tasks.wrong.length === 0 ? null : <TaskList visit={visit} id="wrong" title={t.wrong} tasks={tasks.wrong} />}
      <TaskList visit={visit} id="todo" title={t.todo} tasks={tasks.due} />
      {tasks.others.length === 0 ? null : (
        <TaskList visit={visit} id="others" title={t.others} tasks={tasks.others} theirs />
      )}
    </div>
  )
}

type ListFacts = Readonly<{visit: Visit; id: string; title: string; tasks: readonly Task[]; theirs?: boolean}>

function TaskList({visit, id, title, tasks, theirs = false}: ListFacts) {
  const t = OFFICE[visit.language]
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {tasks.length === 0 ? <Nothing>{t.nothingToDo}</Nothing> : null}
      <ul class="cards">
        {tasks.slice(0, MOST).map((task) => (
          <TaskCard visit={visit} task={task} level={3} mine={!theirs} />
        ))}
      </ul>
      {tasks.length > MOST ? <p class="soft">{t.andMore(tasks.length - MOST)}</p> : null}
    </section>
  )
}
