import {type RawBuilder, sql} from 'kysely'
import type {PersonId} from '../../src/ids.ts'
import type {TaskQuestion} from '../../src/lifecycle/tasks-store.ts'

/** As {@link TaskQuestion}. */
export type Asked = Omit<TaskQuestion, 'person'> & Readonly<{person: PersonId | undefined}>

/** A select of `person_id, about, first, exam_id, programme_id, board_id, n, due_at`. */
export type TaskQuery = RawBuilder<unknown>

/** What is the work of a role and of no exam, board or person. */
export const OF_A_ROLE = sql`null as person_id, null as exam_id, null as programme_id, null as board_id`

/** The programme by which a student's matters find their board: his main one (design §4). */
export const mainProgramme = (person: string) =>
  sql`(select max(g.programme_id) from programme_enrolment g where g.person_id = ${sql.ref(person)} and g.main = 1 and g.ended_on is null)`
