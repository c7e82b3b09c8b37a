import type {Access} from '../context.ts'
import type {Role} from '../deeds.ts'
import type {PersonId} from '../ids.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {dayOf} from '../time.ts'
import type {LifecycleStores} from './store.ts'
import {byUrgency, type Task, tasksFrom} from './task.ts'
import {openBoards, ownRows} from './task-boards.ts'
import type {TaskKind} from './task-kind.ts'
import {TASK_KINDS} from './task-kinds.ts'
import type {TaskQuestion, TaskRow} from './tasks-store.ts'

/** Whose tasks, in which of his roles; null is everybody's. */
export type Whose = Readonly<{person: PersonId | null; roles: readonly Role[]}>

/** Tells what waits for whom. Each kind of work is looked up once, however many are asked about. */
export type TaskDesk = Readonly<{
  tasksOf: (whose: Whose) => Promise<readonly Task[]>
  /** Persons for whom something waits that is theirs alone. */
  persons: () => Promise<readonly PersonId[]>
}>

/** Opens the desk; with `person` only his rows are looked up. */
export async function openTaskDesk(
  stores: LifecycleStores,
  access: Access,
  only: Readonly<{person?: PersonId}> = {},
): Promise<TaskDesk> {
  const {zone, policy} = await theInstitution(stores)
  const exams = await stores.exams.all()
  const question: TaskQuestion = {
    ...only,
    now: access.now,
    today: dayOf(access.now, zone),
    studentExams: exams.filter(({rules}) => rules.enrolBy.includes('student')).map(({id}) => id),
    invigilatorsPer: policy.invigilatorsPer,
  }
  const known = new Map<TaskKind, readonly TaskRow[]>()
  const rowsOf = async (kind: TaskKind): Promise<readonly TaskRow[]> => {
    const rows = known.get(kind) ?? (await stores.tasks.waiting(kind.name, question))
    known.set(kind, rows)
    return rows
  }
  return {
    async tasksOf({person, roles}) {
      const tasks: Task[] = []
      for (const kind of TASK_KINDS) {
        const own = kind.roles.filter((each) => roles.includes(each))
        if (own.length === 0) continue
        const rows = (await rowsOf(kind)).filter(
          (row) => person === null || row.personId === null || row.personId === person,
        )
        if (rows.length > 0) tasks.push(...(await tasksIn(stores, access, {kind, roles: own, rows, person})))
      }
      return byUrgency(tasks)
    },
    async persons() {
      const found = new Set<PersonId>()
      for (const kind of TASK_KINDS)
        for (const {personId} of await rowsOf(kind)) if (personId !== null) found.add(personId)
      return [...found]
    },
  }
}

type Asking = Readonly<{
  kind: TaskKind
  roles: readonly Role[]
  rows: readonly TaskRow[]
  person: PersonId | null
}>

async function tasksIn(
  stores: LifecycleStores,
  access: Access,
  {kind, roles, rows, person}: Asking,
): Promise<readonly Task[]> {
  const [role = 'office'] = roles
  if (kind.deed === undefined && kind.name !== 'renew-mandates') return tasksFrom(kind, role, rows, (row) => row.person)
  if (person === null) {
    const boards = await openBoards(stores)
    const spread = rows.flatMap((row) => boards(row).map((board) => ({row, board})))
    return [...Map.groupBy(spread, ({board}) => board)].flatMap(([board, all]) =>
      tasksFrom(
        kind,
        role,
        all.map(({row}) => row),
        () => board,
      ),
    )
  }
  const own = await ownRows(stores, {...access, person}, {kind, roles, rows})
  return tasksFrom(kind, role, own, () => null)
}
