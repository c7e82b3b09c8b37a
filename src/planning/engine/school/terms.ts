import type {PlanDraft, Problem} from '../problem.ts'

/** How much there is of each weighed term in a plan, as the search counts it. */
export type TermAmounts = Readonly<Record<string, number>>

const DAY = 1_440
/** Minutes under which two sessions of a student are close, and registrations from which an exam is large. */
const CLOSE = 90
const MANY = 100

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
  const spread = {'same-day': 0, 'back-to-back': 0, 'full-day': 0, 'next-day': 0}
  for (const own of students.values())
    addSpread(
      spread,
      [...own.keys()].map((session) => (session < fixed.length ? fixed[session]! : opened[session - fixed.length]!)),
    )
  return {
    unplaced,
    'no-lead': leads,
    sessions: opened.length,
    'no-invigilator': invigilators,
    'other-location': away.size,
    ...spread,
    'late-large': countLateLarge(problem, opened),
    'split-exam': countFurtherRooms(problem, opened),
    rooms: new Set(opened.map(({room, from}) => room * 1e5 + Math.floor(from / DAY))).size,
    supervision: Math.ceil(minutes / 60),
    uneven: hoursAboveMean(problem, opened),
    'empty-seats': empty,
  }
}

type Spread = Record<'same-day' | 'back-to-back' | 'full-day' | 'next-day', number>

/** Adds what lies close together of one student, whose sessions these are. */
function addSpread(spread: Spread, sessions: readonly Readonly<{from: number; to: number}>[]): void {
  if (sessions.length < 2) return
  const inTime = sessions.toSorted((a, b) => a.from - b.from)
  let onDay = 0
  let day = -2
  for (const [at, {from}] of inTime.entries()) {
    const now = Math.floor(from / DAY)
    if (now !== day) {
      if (now === day + 1) spread['next-day']++
      onDay = 0
      day = now
    }
    spread['same-day'] += onDay
    if (onDay++ >= 2) spread['full-day']++
    for (let sooner = at - 1; sooner >= 0; sooner--) {
      const other = inTime[sooner]!
      if (Math.floor(other.from / DAY) === now && from - other.to < CLOSE) spread['back-to-back']++
    }
  }
}

/** By exam, whether so many take it that it had better come early; and the start from which it is late. */
export function largeExams({demands, exams, slots}: Problem): Readonly<{large: Uint8Array; late: number}> {
  const takers = new Int32Array(exams.length)
  for (const {exam} of demands) takers[exam]!++
  const starts = slots.map(({from}) => from).toSorted((a, b) => a - b)
  const late = starts[Math.ceil((2 * starts.length) / 3)] ?? Number.MAX_SAFE_INTEGER
  return {large: Uint8Array.from(takers, (count) => (count >= MANY ? 1 : 0)), late}
}

function countLateLarge(problem: Problem, opened: PlanDraft['opened']): number {
  const {large, late} = largeExams(problem)
  return opened.filter(({from, exams}) => from >= late && exams.some((exam) => large[exam] === 1)).length
}

function countFurtherRooms({rooms}: Problem, opened: PlanDraft['opened']): number {
  const seen = new Set<string>()
  let further = 0
  for (const {room, from, exams} of opened) {
    for (const exam of exams) {
      const place = `${exam} ${from} ${rooms[room]!.location}`
      if (seen.has(place)) further++
      seen.add(place)
    }
  }
  return further
}

function hoursAboveMean({staff}: Problem, opened: PlanDraft['opened']): number {
  if (staff.length === 0) return 0
  const minutes = Float64Array.from(staff, ({stays}) => stays.reduce((sum, {from, to}) => sum + to - from, 0))
  for (const {from, to, lead, invigilators} of opened)
    for (const member of lead < 0 ? invigilators : [lead, ...invigilators]) minutes[member]! += to - from
  const mean = minutes.reduce((sum, own) => sum + own, 0) / staff.length
  return Math.floor(minutes.reduce((sum, own) => sum + Math.max(0, own - mean), 0) / 60)
}

/** The sum of all terms at the problem's weights. */
export function totalOf({weights}: Pick<Problem, 'weights'>, amounts: TermAmounts): number {
  return Object.entries(amounts).reduce((sum, [name, amount]) => sum + amount * (weights[name] ?? 0), 0)
}
