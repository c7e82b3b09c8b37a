/** What one student takes in a session: an exam's duration with his extra minutes. */
export type TakenExam = Readonly<{minutes: number; extraMinutes: number}>

/**
 * Minutes that a student occupies a seat: his exams one after another, each with his extra time, with `between` minutes
 * between two of them (policy `betweenExamsMinutes`).
 */
export function seatMinutes(exams: readonly TakenExam[], between: number): number {
  const work = exams.reduce((sum, {minutes, extraMinutes}) => sum + minutes + extraMinutes, 0)
  return work + Math.max(0, exams.length - 1) * between
}
