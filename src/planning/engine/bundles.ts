import type {Problem, Stretch} from './problem.ts'

/** What one student takes on one seat: an exam, or several that may follow each other. Placed as a whole. */
export type Bundle = {
  readonly student: number
  /** Indexes of demands, in order of exam. */
  readonly demands: readonly number[]
  readonly exams: readonly number[]
  readonly minutes: number
  readonly computer: boolean
  readonly features: readonly string[]
  readonly location: number
  /** Exams of one family may share a room. */
  readonly family: string
  /** Slots with a start that fits the student as the problem gives him, in order. */
  readonly slots: readonly number[]
  /** Order among equals, drawn for each search. */
  readonly order: number
}

/** Makes the bundles of a problem; what would not fit in any slot together is taken apart. */
export function bundlesOf(problem: Problem, random: () => number): Bundle[] {
  const groups = Map.groupBy(problem.demands.keys(), (demand) => groupOf(problem, demand))
  return [...groups.values()].flatMap((demands) => {
    const together = bundleOf(problem, demands, random())
    return demands.length === 1 || together.slots.length > 0 ? [together] : apart(problem, together, random)
  })
}

/** The same exams, each on a seat of its own. */
export function apart(problem: Problem, {demands}: Bundle, random: () => number): Bundle[] {
  return demands.map((demand) => bundleOf(problem, [demand], random()))
}

/** Which exams may be in one room with this one. */
function familyOf({exams}: Problem, exam: number): string {
  const word = exams[exam]!.shareRoom
  return word === '' ? `exam ${exam}` : `word ${word}`
}

function groupOf(problem: Problem, demand: number): string {
  const {student, exam} = problem.demands[demand]!
  const {shareSeat, shareRoom, once} = problem.exams[exam]!
  return shareSeat === '' || shareRoom === '' || once ? `${student} ${exam}` : `${student} ${shareRoom} ${shareSeat}`
}

function bundleOf(problem: Problem, unordered: readonly number[], order: number): Bundle {
  const demands = unordered.toSorted((a, b) => problem.demands[a]!.exam - problem.demands[b]!.exam)
  const all = demands.map((index) => problem.demands[index]!)
  const exams = all.map(({exam}) => exam)
  const first = all[0]!
  const bundle = {
    student: first.student,
    demands,
    exams,
    minutes: all.reduce((sum, {minutes}) => sum + minutes, 0) + (all.length - 1) * problem.between,
    computer: exams.some((exam) => problem.exams[exam]!.computer),
    features: [...new Set(all.flatMap(({features, exam}) => [...features, ...problem.exams[exam]!.features]))],
    location: first.location,
    family: familyOf(problem, first.exam),
    order,
  }
  return {...bundle, slots: [...problem.slots.keys()].filter((slot) => earliestIn(problem, bundle, slot) !== undefined)}
}

type Wanted = Pick<Bundle, 'student' | 'exams' | 'minutes'>

/** The first start in a slot that fits the student and his exams, beside what the plan gives him elsewhere. */
export function earliestIn(problem: Problem, bundle: Wanted, slot: number): number | undefined {
  const {from, to} = problem.slots[slot]!
  const {free, stays} = problem.students[bundle.student]!
  const starts = [from, ...free.map(([start]) => start), ...stays.map((stay) => stay.to)]
  return starts
    .filter((start) => from <= start && start < to)
    .map((start) => from + Math.ceil((start - from) / 5) * 5)
    .toSorted((a, b) => a - b)
    .find((start) => start + bundle.minutes <= to && canStart(problem, bundle, start))
}

/** Whether a start fits the student and his exams, beside what the plan gives him elsewhere. */
export function canStart(problem: Problem, {student, exams, minutes}: Wanted, start: number): boolean {
  const {free, stays} = problem.students[student]!
  const span: Stretch = [start, start + minutes]
  return (
    within(span, free) &&
    exams.every((exam) => within(span, problem.exams[exam]!.windows)) &&
    stays.every((stay) => stay.to <= span[0] || span[1] <= stay.from)
  )
}

/** Whether a stretch lies wholly in one of `around`. */
export function within([from, to]: Stretch, around: readonly Stretch[]): boolean {
  for (const [opens, closes] of around) if (opens <= from && to <= closes) return true
  return false
}
