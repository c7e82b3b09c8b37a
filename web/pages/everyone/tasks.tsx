/** @jsxImportSource hono/jsx */
import type {Child} from 'hono/jsx'
import {listTasks} from '../../../src/lifecycle/tasks.ts'
import {TASKS} from '../../../src/texts/tasks.ts'
import {Live} from '../../parts/live.tsx'
import {Nothing} from '../../parts/notice.tsx'
import {TaskCard} from '../../parts/task-card.tsx'
import {type Answer, fragment, page, type Route} from '../../route.ts'
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

/** What waits for whoever is signed in, derived from the state (feature T2). */
export const myTasks: readonly Route[] = [page('/tasks', SEEN, tasks), fragment('/tasks/list', SEEN, list)]
