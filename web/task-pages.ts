import type {TaskName} from '../src/lifecycle/task-kind.ts'
import type {Task} from '../src/lifecycle/task.ts'

/** The page on which a kind of task is done, for kinds that have one; whoever adds a page adds its line. */
const PAGES: Readonly<Partial<Record<TaskName, (task: Task) => string>>> = {
  'enrol-yourself': () => '/student',
  'answer-offer': () => '/student',
  'decide-requests': () => '/teacher/requests',
}

/** Where a task is done; undefined while that is in the terminal only. */
export function taskPage(task: Task): string | undefined {
  return PAGES[task.kind]?.(task)
}
