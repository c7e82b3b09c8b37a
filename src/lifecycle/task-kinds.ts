import {EXAM_TASKS} from './exam-tasks.ts'
import {OUTCOME_TASKS} from './outcome-tasks.ts'
import type {TaskKind} from './task-kind.ts'

/** Everything that may wait for somebody, in the order of the season. */
export const TASK_KINDS: readonly TaskKind[] = [...EXAM_TASKS, ...OUTCOME_TASKS]
