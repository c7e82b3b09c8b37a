/** @jsxImportSource hono/jsx */
import type {Task} from '../../src/lifecycle/task.ts'
import {roleName} from '../../src/texts/shell.ts'
import {TASKS} from '../../src/texts/tasks.ts'
import {day, dayOf, type Instant} from '../../src/time.ts'
import {taskPage} from '../task-pages.ts'
import type {Visit} from '../visit.ts'
import {dayWords, Moment} from './words.tsx'

/** Something that waits, with the page on which it is done unless it is not `mine` to do; `level` is that of its heading. */
export function TaskCard({
  visit,
  task,
  level = 2,
  mine = true,
}: Readonly<{visit: Visit; task: Task; level?: 2 | 3; mine?: boolean}>) {
  const {language, school, now} = visit
  const t = TASKS[language]
  const {what, due, role, about, command} = task
  const isDay = due !== null && !due.includes('T')
  const late = due !== null && (isDay ? due < dayOf(now, school.zone) : due < now)
  const when = due === null ? '' : isDay ? dayWords(visit, day(due)) : <Moment visit={visit} at={due as Instant} />
  const to = mine ? taskPage(task) : undefined
  const title = to === undefined ? what[language] : <a href={to}>{what[language]}</a>
  return (
    <li class={late ? 'card first' : 'card'}>
      {level === 2 ? <h2 class="task">{title}</h2> : <h3 class="task">{title}</h3>}
      <p class="soft">
        {roleName(role, language)} · {about}
      </p>
      {due === null ? null : (
        <p>
          {late ? <span class="tag bad">{t.overdue}</span> : <span class="tag">{t.due}</span>} {when}
        </p>
      )}
      {to === undefined && mine ? (
        <p class="hint">
          {t.more} <code>{command}</code>
        </p>
      ) : null}
    </li>
  )
}
