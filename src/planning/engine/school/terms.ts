import type {PlanDraft, Problem} from '../problem.ts'

/** How much there is of each weighed term in a plan, as the search counts it. */
export type TermAmounts = Readonly<Record<string, number>>

const DAY = 1_440

/** Counts every weighed term of a plan that holds. */
export function costByTerm(problem: Problem, {opened, seatOf}: PlanDraft): TermAmounts {
  const {demands, exams, rooms, fixed} = problem
  const students = new Map<number, Map<number, number[]>>()
  const persons = opened.map(() => new Set<number>())
  let unplaced = 0
  const away = new Set<string>()
  for (const [demand, session] of seatOf.entries()) {
    if (session < 0) {
      unplaced++
      continue
    }
    const {student, location} = demands[demand]!
    const place =
      session < fixed.length ? fixed[session]!.location : rooms[opened[session - fixed.length]!.room]!.location
    if (location >= 0 && location !== place) away.add(`${student} ${session}`)
    if (session >= fixed.length) persons[session - fixed.length]!.add(student)
    const own = students.get(student) ?? new Map<number, number[]>()
    students.set(student, own)
    own.set(session, [...(own.get(session) ?? []), demand])
  }
  let minutes = 0
  let empty = 0
  let leads = 0
  let invigilators = 0
  for (const [index, session] of opened.entries()) {
    const {seats, computers} = rooms[session.room]!
    const count = persons[index]!.size
    empty += (session.exams.some((exam) => exams[exam]!.computer) ? Math.min(seats, computers) : seats) - count
    if (session.lead < 0) leads++
    invigilators += Math.max(0, Math.ceil(count / problem.invigilatorsPer) - session.invigilators.length)
    minutes += (session.to - session.from) * ((session.lead < 0 ? 0 : 1) + session.invigilators.length)
  }
  const start = (session: number): number =>
    session < fixed.length ? fixed[session]!.from : opened[session - fixed.length]!.from
  let sameDay = 0
  for (const own of students.values()) {
    const days = new Map<number, number>()
    for (const session of own.keys()) {
      const day = Math.floor(start(session) / DAY)
      sameDay += days.get(day) ?? 0
      days.set(day, (days.get(day) ?? 0) + 1)
    }
  }
  return {
    unplaced,
    'no-lead': leads,
    sessions: opened.length,
    'no-invigilator': invigilators,
    'other-location': away.size,
    'same-day': sameDay,
    supervision: Math.ceil(minutes / 60),
    'empty-seats': empty,
  }
}

/** The sum of all terms at the problem's weights. */
export function totalOf({weights}: Pick<Problem, 'weights'>, amounts: TermAmounts): number {
  return Object.entries(amounts).reduce((sum, [name, amount]) => sum + amount * (weights[name] ?? 0), 0)
}
