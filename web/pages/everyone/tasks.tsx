/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import type {Task} from '../../../src/lifecycle/task.ts'
import {listTasks} from '../../../src/lifecycle/tasks.ts'
import {roleName} from '../../../src/texts/shell.ts'
import {TASKS} from '../../../src/texts/tasks.ts'
import {day, dayOf, type Instant} from '../../../src/time.ts'
import {Live} from '../../parts/live.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {dayWords, Moment} from '../../parts/words.tsx'
import {type Answer, fragment, page, type Route} from '../../route.ts'
import {taskPage} from '../../task-pages.ts'
import type {Visit} from '../../visit.ts'

const SEEN = {audience: 'signed-in', right: 'task.read'} as const
const TOPICS = [
  'registration',
  'session',
  'enrolment',
  'offer',
  'report',
  'absence',
  'case',
  'result',
  'resit',
  'period',
  'plan',
  'run',
  'mail',
  'mandate',
  'import',
]

async function tasks(visit: Visit): Promise<Answer> {
  const t = TASKS[visit.language]
  const body = (
    <>
      <h1>{t.title}</h1>
      <Live src="/tasks/list" topics={TOPICS}>
        {await list(visit)}
      </Live>
    </>
  )
  return {title: t.title, body}
}

async function list(visit: Visit): Promise<Child> {
  const found = await listTasks(visit.ctx)
  if (found.length === 0) return <Nothing>{TASKS[visit.language].none}</Nothing>
  return (
    <ul class="cards">
      {found.map((task) => (
        <TaskCard visit={visit} task={task} />
      ))}
    </ul>
  )
}

function TaskCard({visit, task}: Readonly<{visit: Visit; task: Task}>) {
  const {language, school, now} = visit
  const t = TASKS[language]
  const {what, due, role, about, command} = task
  const isDay = due !== null && !due.includes('T')
  const late = due !== null && (isDay ? due < dayOf(now, school.zone) : due < now)
  const when = due === null ? '' : isDay ? dayWords(visit, day(due)) : <Moment visit={visit} at={due as Instant} />
  const to = taskPage(task)
  return (
    <li class={late ? 'card first' : 'card'}>
      <h2 class="task">{to === undefined ? what[language] : <a href={to}>{what[language]}</a>}</h2>
      <p class="soft">
        {roleName(role, language)} · {about}
      </p>
      {due === null ? null : (
        <p>
          {late ? <span class="tag bad">{t.overdue}</span> : <span class="tag">{t.due}</span>} {when}
        </p>
      )}
      {to === undefined ? (
        <p class="hint">
          {t.more} <code>{command}</code>
        </p>
      ) : null}
    </li>
  )
}

/** What waits for whoever is signed in, derived from the state (feature T2). */
export const myTasks: readonly Route[] = [page('/tasks', SEEN, tasks), fragment('/tasks/list', SEEN, list)]
