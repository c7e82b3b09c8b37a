import type {Role} from '../src/deeds.ts'
import type {TaskName} from '../src/lifecycle/task-kind.ts'
import type {Task} from '../src/lifecycle/task.ts'

/** A page of some roles, for tasks that others may have too. */
const pageFor =
  (...roles: readonly Role[]) =>
  (page: (task: Task) => string) =>
  (task: Task): string | undefined =>
    roles.includes(task.role) ? page(task) : undefined

const office = pageFor('office')
const board = pageFor('board', 'functionary')

/** The page on which a kind of task is done, for kinds that have one; whoever adds a page adds its line. */
const PAGES: Readonly<Partial<Record<TaskName, (task: Task) => string | undefined>>> = {
  'enrol-yourself': () => '/student',
  'answer-offer': () => '/student',
  'decide-requests': () => '/teacher/requests',
  'triage-cases': board(() => '/board/cases'),
  'decide-minor-cases': board(() => '/board/cases'),
  'decide-board-cases': board(() => '/board/cases'),
  'decide-resits': board(() => '/board/resits'),
  'establish-results': board(() => '/board/results'),
  'publish-results': board(() => '/board/results'),
  'renew-mandates': board(() => '/board/mandates'),
  'put-mails-right': pageFor('office', 'admin')(() => '/office/mail'),
  'publish-sessions': office(({about}) => `/office/periods/${about}/steps/publish`),
  'look-at-steps': office(({about}) => `/office/periods/${about}`),
}

/** Where a task is done; undefined while that is in the terminal only. */
export function taskPage(task: Task): string | undefined {
  return PAGES[task.kind]?.(task)
}
