import {z} from 'zod'
import type {Access, Context} from '../context.ts'
import {ROLES, type Role} from '../deeds.ts'
import {ExamError} from '../errors.ts'
import type {PersonId} from '../ids.ts'
import {theInstitution} from '../institution/the-institution.ts'
import {personNamed} from '../operation/person-named.ts'
import {parsed} from '../parsed.ts'
import {dayOf, type Instant} from '../time.ts'
import type {LifecycleStores} from './store.ts'
import {openBoards, ownRows} from './task-boards.ts'
import type {TaskKind, TaskName} from './task-kind.ts'
import {TASK_KINDS} from './task-kinds.ts'
import type {TaskQuestion, TaskRow} from './tasks-store.ts'

export const ListTasks = z.strictObject({
  /** Student number or staff code. */
  for: z.string().optional(),
  role: z.enum(ROLES).optional(),
})

/** Something that waits for somebody; gone when the state is. */
export type Task = Readonly<{
  kind: TaskName
  role: Role
  /** Staff code, student number, or code of the board; null where it is everybody's with that role. */
  who: string | null
  /** Code of the period, session, exam, group or board. */
  about: string
  count: number
  /** What is to be done, with the number, in both languages. */
  what: Readonly<{nl: string; en: string}>
  /** A day for what has no time. */
  due: Instant | string | null
  /** The command that does it or shows it. */
  command: string
}>

/**
 * What waits, derived from the state (feature T2), most urgent first: for the one who asks in his roles; for somebody else
 * with `for`; with `role` all that waits for that role. Who sees only his own things sees only his own tasks.
 *
 * @throws ExamError `person.not-found`, `task.not-yours`
 */
export async function listTasks(
  ctx: Context<LifecycleStores>,
  input: z.input<typeof ListTasks> = {},
): Promise<readonly Task[]> {
  const {for: code, role} = parsed(ListTasks, input)
  return ctx.read('task.read', async (stores, access) => {
    const whose = await whoseTasks(stores, access, ctx.actor.roles, {code, role})
    const {zone, policy} = await theInstitution(stores)
    const exams = await stores.exams.all()
    const question: TaskQuestion = {
      ...(whose.person === null ? {} : {person: whose.person}),
      now: access.now,
      today: dayOf(access.now, zone),
      studentExams: exams.filter(({rules}) => rules.enrolBy.includes('student')).map(({id}) => id),
      invigilatorsPer: policy.invigilatorsPer,
    }
    const tasks: Task[] = []
    for (const kind of TASK_KINDS) {
      const own = kind.roles.filter((each) => whose.roles.includes(each))
      if (own.length > 0) tasks.push(...(await tasksOf(stores, access, {kind, roles: own, question})))
    }
    return tasks.toSorted((a, b) => compare(a.due ?? '9999', b.due ?? '9999'))
  })
}

type Whose = Readonly<{person: PersonId | null; roles: readonly Role[]}>

async function whoseTasks(
  stores: LifecycleStores,
  access: Access,
  held: readonly Role[],
  {code, role}: Readonly<{code: string | undefined; role: Role | undefined}>,
): Promise<Whose> {
  const only = (roles: readonly Role[]): readonly Role[] =>
    role === undefined ? roles : roles.filter((r) => r === role)
  if (code === undefined) {
    if (access.reach === 'all' && role !== undefined) return {person: null, roles: [role]}
    return access.person === null && access.reach === 'all'
      ? {person: null, roles: ROLES}
      : {person: access.person, roles: only(held)}
  }
  const person = await personNamed(stores, code)
  if (access.reach === 'own' && person !== access.person)
    throw new ExamError('forbidden', 'task.not-yours', 'You see your own tasks only; leave out --for.', {for: code})
  return {person, roles: only(await rolesOf(stores, access, person))}
}

async function rolesOf(stores: LifecycleStores, {now}: Access, personId: PersonId): Promise<readonly Role[]> {
  const {zone} = await theInstitution(stores)
  const today = dayOf(now, zone)
  const [held, person, boards, mandates] = [
    await stores.roles.all({personId}),
    await stores.persons.get(personId),
    await stores.boardMembers.count({personId}),
    await stores.mandates.count({personId, revokedAt: null}),
  ]
  const inForce = held.filter(({fromOn, toOn}) => (fromOn ?? today) <= today && today <= (toOn ?? today))
  const roles = new Set<Role>(inForce.map(({role}) => role))
  if (person.studentNumber !== null) roles.add('student')
  if (boards > 0) roles.add('board')
  if (mandates > 0) roles.add('functionary')
  // Who teaches a group or leads a session is told by the group and the session.
  return [...roles, 'teacher', 'lead']
}

type Asking = Readonly<{kind: TaskKind; roles: readonly Role[]; question: TaskQuestion}>

async function tasksOf(
  stores: LifecycleStores,
  access: Access,
  {kind, roles, question}: Asking,
): Promise<readonly Task[]> {
  const rows = await stores.tasks.waiting(kind.name, question)
  if (rows.length === 0) return []
  const [role = 'office'] = roles
  if (kind.deed === undefined && kind.name !== 'renew-mandates') return grouped(kind, role, rows, (row) => row.person)
  if (question.person === undefined) {
    const boards = await openBoards(stores)
    const spread = rows.flatMap((row) => boards(row).map((board) => ({row, board})))
    return [...Map.groupBy(spread, ({board}) => board)].flatMap(([board, all]) =>
      grouped(
        kind,
        role,
        all.map(({row}) => row),
        () => board,
      ),
    )
  }
  const own = await ownRows(stores, {...access, person: question.person}, {kind, roles, rows})
  return grouped(kind, role, own, () => null)
}

/** One task for each person and thing that rows are about. */
function grouped(
  kind: TaskKind,
  role: Role,
  rows: readonly TaskRow[],
  whoOf: (row: TaskRow) => string | null,
): readonly Task[] {
  const groups = Map.groupBy(rows, (row) => `${whoOf(row) ?? ''} ${row.about}`)
  return [...groups.values()].flatMap((all) => {
    const [sample] = all
    if (!sample) return []
    const {about, person} = sample
    const first = all.map((row) => row.first).toSorted(compare)[0] ?? ''
    const count = kind.each ? new Set(all.map((row) => row.first)).size : all.reduce((sum, row) => sum + row.count, 0)
    const due = all.flatMap(({dueAt}) => dueAt ?? []).toSorted(compare)[0] ?? null
    const what = {nl: kind.title.nl(count, about), en: kind.title.en(count, about)}
    const command = kind.command({about, first, person: person ?? ''})
    return [{kind: kind.name, role, who: whoOf(sample), about, count, what, due, command}]
  })
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
