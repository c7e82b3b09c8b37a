import type {Context} from '../context.ts'
import type {Instant} from '../time.ts'
import type {HeldMessage, ResultStores} from './store.ts'

/** A message that waits for the board: what it says, and what stands. */
export type HeldText = Readonly<{
  student: string
  exam: string
  session: string | null
  score: string | null
  attendance: string | null
  /** What stands: the result's score and the report's attendance. */
  standing: Readonly<{score: string | null; attendance: string}>
  source: string
  receivedAt: Instant
}>

/** Messages that wait for the board, the oldest first. @throws ExamError `student.not-found`, `exam.not-found` */
export async function listHeldResults(
  ctx: Context<ResultStores>,
  {
    student,
    exam,
    limit = 100,
  }: Readonly<{student?: string | undefined; exam?: string | undefined; limit?: number}> = {},
): Promise<readonly HeldText[]> {
  return ctx.read('result.read', async (stores, {role}) => {
    if (role === 'student') return []
    const held = await stores.outcomes.held({
      ...(student === undefined ? {} : {person: (await stores.students.get(student)).id}),
      ...(exam === undefined ? {} : {exam: (await stores.exams.get(exam)).id}),
      limit,
    })
    return held.map(heldText)
  })
}

function heldText({
  student,
  exam,
  session,
  score,
  attendance,
  current,
  attended,
  source,
  receivedAt,
}: HeldMessage): HeldText {
  return {
    student,
    exam,
    session,
    score,
    attendance,
    standing: {score: current, attendance: attended},
    source,
    receivedAt,
  }
}
