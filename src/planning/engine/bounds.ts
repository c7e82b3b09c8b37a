import type {Demand, Problem, Stretch} from './problem.ts'

/** What every plan must have at least of one weighed term. */
export type TermBound = Readonly<{name: string; amount: number}>

const DAY = 1_440

/**
 * Proven least amounts by weighed term, for any plan that seats all who can be seated: sessions that the largest rooms would
 * need, sittings of one student on one day when his are spread as evenly as can be, and registrations for which no day part
 * or room exists. Terms not named are bounded by nothing.
 */
export function lowerBounds(problem: Problem): TermBound[] {
  const placeable = problem.demands.filter((demand) => hasPlace(problem, demand))
  return [
    {name: 'unplaced', amount: problem.demands.length - placeable.length},
    {name: 'sessions', amount: leastSessions(problem, placeable)},
    {name: 'same-day', amount: leastSameDay(problem, placeable)},
  ]
}

/** What every plan costs at least: the bounds at the problem's weights. */
export function lowestCost({weights}: Pick<Problem, 'weights'>, bounds: readonly TermBound[]): number {
  return bounds.reduce((sum, {name, amount}) => sum + amount * (weights[name] ?? 0), 0)
}

/** Whether any day part, window, school day and room could take a registration by itself. */
function hasPlace({slots, exams, students, rooms, fixed}: Problem, demand: Demand): boolean {
  const exam = exams[demand.exam]!
  const {free} = students[demand.student]!
  const needed = [...demand.features, ...exam.features]
  const inFixed = fixed.some(({exams: offered}) => offered.includes(demand.exam))
  const room = rooms.some(
    ({seats, computers, features}) =>
      seats > 0 && (!exam.computer || computers > 0) && needed.every((feature) => features.includes(feature)),
  )
  const time = slots.some(({from, to}) =>
    exam.windows.some((window) => free.some((stretch) => shared([[from, to], window, stretch]) >= demand.minutes)),
  )
  return inFixed || (room && time)
}

function shared(stretches: readonly Stretch[]): number {
  return Math.min(...stretches.map(([, to]) => to)) - Math.max(...stretches.map(([from]) => from))
}

/** Exams with one word share rooms; a student sits at least once for all of one word, or once for each exam without. */
function leastSessions({exams, rooms, fixed}: Problem, demands: readonly Demand[]): number {
  const largest = rooms.reduce((most, {seats}) => Math.max(most, seats), 0)
  if (largest === 0) return 0
  const word = (exam: number): string => {
    const {shareRoom} = exams[exam]!
    return shareRoom === '' ? `exam ${exam}` : `word ${shareRoom}`
  }
  const persons = new Map<string, Set<number>>()
  for (const {exam, student} of demands) {
    const own = persons.get(word(exam)) ?? new Set()
    persons.set(word(exam), own.add(student))
  }
  const seats = (name: string): number =>
    fixed
      .filter((session) => session.exams.some((exam) => word(exam) === name))
      .reduce((sum, each) => sum + each.seats, 0)
  return [...persons].reduce((sum, [name, own]) => sum + Math.max(0, Math.ceil((own.size - seats(name)) / largest)), 0)
}

/** Seats that a student needs at least, spread over the days on which he is there. */
function leastSameDay({exams, slots, students}: Problem, demands: readonly Demand[]): number {
  const seats = new Map<number, Set<string>>()
  for (const {student, exam} of demands) {
    const {shareRoom, shareSeat} = exams[exam]!
    const own = seats.get(student) ?? new Set()
    seats.set(student, own.add(shareRoom === '' || shareSeat === '' ? `${exam}` : `${shareRoom} ${shareSeat}`))
  }
  let pairs = 0
  for (const [student, own] of seats) {
    const {free} = students[student]!
    const there = slots.filter(({from, to}) => free.some((stretch) => shared([[from, to], stretch]) > 0))
    const days = new Set(there.map(({from}) => Math.floor(from / DAY))).size
    if (days === 0) continue
    const [each, more] = [Math.floor(own.size / days), own.size % days]
    pairs += more * pairsOf(each + 1) + (days - more) * pairsOf(each)
  }
  return pairs
}

function pairsOf(count: number): number {
  return (count * (count - 1)) / 2
}
