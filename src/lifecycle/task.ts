import type {Role} from '../deeds.ts'
import type {Instant} from '../time.ts'
import type {TaskKind, TaskName} from './task-kind.ts'
import type {TaskRow} from './tasks-store.ts'

/** Something that waits for somebody; gone when the state is. */
export type Task = Readonly<{
  kind: TaskName
  role: Role
  /** Staff code, student number, or code of the board; null where it is everybody's with that role. */
  who: string | null
  /** Staff code of who stands in while `who`, or the one who asks, is away. */
  deputy: string | null
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

/** One task for each person and thing that rows are about. */
export function tasksFrom(
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
    return [{kind: kind.name, role, who: whoOf(sample), deputy: null, about, count, what, due, command}]
  })
}

/** Most urgent first; what has no term last. */
export function byUrgency(tasks: readonly Task[]): readonly Task[] {
  return tasks.toSorted((a, b) => compare(a.due ?? '9999', b.due ?? '9999'))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
