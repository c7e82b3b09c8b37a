import {sql} from 'kysely'
import type {TaskName} from '../../src/lifecycle/task-kind.ts'
import type {TaskQuestions, TaskRow} from '../../src/lifecycle/tasks-store.ts'
import type {Opening} from './opening.ts'
import {EXAM_TASKS} from './tasks-before.ts'
import {OUTCOME_TASKS} from './tasks-after.ts'
import type {Asked, TaskQuery} from './tasks-query.ts'

const TASKS: Readonly<Record<TaskName, (asked: Asked) => TaskQuery>> = {...EXAM_TASKS, ...OUTCOME_TASKS}

/** Opens the questions of what waits for whom; each is one aggregate. */
export function openTasks({tx}: Opening): TaskQuestions {
  return {
    async waiting(kind, {person, ...question}) {
      const asked: Asked = {...question, person}
      const own = person === undefined ? sql`` : sql`where q.person_id is null or q.person_id = ${person}`
      const {rows} =
        await sql<TaskRow>`select q.person_id, coalesce(h.staff_code, h.student_number) as person, q.about, q.first,
          q.exam_id, q.programme_id, q.board_id, cast(q.n as integer) as count, q.due_at
        from (${TASKS[kind](asked)}) q left join person h on h.id = q.person_id ${own}
        order by q.about, q.first`.execute(tx)
      return rows
    },
  }
}
