import type {BoardId, ExamId, PersonId, ProgrammeId} from '../ids.ts'
import type {Day, Instant} from '../time.ts'
import type {TaskName} from './task-kind.ts'

/** Work that waits, counted by whom it waits for and what it is about. */
export type TaskRow = Readonly<{
  /** The one it waits for, where it is one person's; null where it is a role's. */
  personId: PersonId | null
  person: string | null
  /** Code of a period, session, exam, group or board. */
  about: string
  /** Code of the first thing to be done. */
  first: string
  /** What a board or functionary would decide on. */
  examId: ExamId | null
  programmeId: ProgrammeId | null
  boardId: BoardId | null
  count: number
  dueAt: Instant | null
}>

export type TaskQuestion = Readonly<{
  /** Only what waits for this one, and work of a role. */
  person?: PersonId
  now: Instant
  today: Day
  /** Exams for which students enrol themselves. */
  studentExams: readonly ExamId[]
  /** One invigilator for so many students. */
  invigilatorsPer: number
}>

/** What waits, derived from the state; these look beyond every reach, so who may ask is decided first. */
export type TaskQuestions = Readonly<{
  waiting: (kind: TaskName, question: TaskQuestion) => Promise<readonly TaskRow[]>
}>
