import type {Demand, PlanDraft, Problem, Stretch} from '../engine/problem.ts'

/** Why a registration found no place, in the order in which they are looked at. */
export const UNPLACED = {
  'too-long': 'lasts longer, with extra time, than any day part',
  'outside-window': 'no day part lies in the window of the exam',
  'no-school-day': 'the student is not at school, or is blocked, in every day part in which the exam may be taken',
  'student-busy': 'the student is elsewhere whenever he could take it',
  'no-room': 'no room has what the exam or the student needs',
  'other-moment': 'the exam has one moment, and the student cannot be there then',
  'no-session': 'no session of the exam has a seat left that fits',
  'no-seat': 'no room and time is left in which he could sit',
} as const
export type UnplacedReason = keyof typeof UNPLACED

/** The first reason that holds for a registration without a place in a plan. */
export function whyUnplaced(problem: Problem, plan: PlanDraft, demand: Demand): UnplacedReason {
  const exam = problem.exams[demand.exam]!
  const student = problem.students[demand.student]!
  if (!problem.opens) return 'no-session'
  const long = problem.slots.filter(({from, to}) => to - from >= demand.minutes)
  if (long.length === 0) return 'too-long'
  const allowed = long.filter((slot) => common([slot.from, slot.to], exam.windows, demand.minutes))
  if (allowed.length === 0) return 'outside-window'
  const there = allowed.filter((slot) => common([slot.from, slot.to], student.free, demand.minutes))
  if (there.length === 0) return 'no-school-day'
  if (there.every(({from, to}) => student.stays.some((stay) => stay.from < to && from < stay.to))) return 'student-busy'
  const needed = [...demand.features, ...exam.features]
  const suits = ({seats, computers, features}: Problem['rooms'][number]): boolean =>
    seats > 0 && (!exam.computer || computers > 0) && needed.every((feature) => features.includes(feature))
  if (!problem.rooms.some(suits)) return 'no-room'
  const starts = exam.once
    ? [...exam.starts, ...plan.opened.filter(({exams}) => exams.includes(demand.exam)).map(({from}) => from)]
    : []
  const canCome = (start: number): boolean =>
    student.free.some(([opens, closes]) => opens <= start && start + demand.minutes <= closes)
  return starts.length > 0 && !starts.some(canCome) ? 'other-moment' : 'no-seat'
}

/** Whether one of `stretches` shares so many minutes with another. */
function common([from, to]: Stretch, stretches: readonly Stretch[], minutes: number): boolean {
  return stretches.some(([opens, closes]) => Math.min(to, closes) - Math.max(from, opens) >= minutes)
}
