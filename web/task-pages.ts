import type {TaskName} from '../src/lifecycle/task-kind.ts'
import type {Task} from '../src/lifecycle/task.ts'

/** A page of the exam office, for tasks that others may have too. */
const office =
  (page: (task: Task) => string) =>
  (task: Task): string | undefined =>
    task.role === 'office' ? page(task) : undefined

/** The page on which a kind of task is done, for kinds that have one; whoever adds a page adds its line. */
const PAGES: Readonly<Partial<Record<TaskName, (task: Task) => string | undefined>>> = {
  'enrol-yourself': () => '/student',
  'answer-offer': () => '/student',
  'decide-requests': () => '/teacher/requests',
  'publish-sessions': office(({about}) => `/office/periods/${about}/steps/publish`),
  'look-at-steps': office(({about}) => `/office/periods/${about}`),
}

/** Where a task is done; undefined while that is in the terminal only. */
export function taskPage(task: Task): string | undefined {
  return PAGES[task.kind]?.(task)
}
