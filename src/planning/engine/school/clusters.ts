import type {Problem} from '../problem.ts'

/** What a room must have for a bundle. */
export type NeedClass = Readonly<{features: readonly string[]; computer: boolean}>

/** Bundles, by index. Exams and demands of bundle `b` are those from `starts[b]` until `starts[b + 1]`, in order of exam. */
export type BundleLists = Readonly<{
  count: number
  student: Int32Array
  minutes: Int32Array
  location: Int32Array
  /** Index of {@link BundleLists.families}. */
  family: Int32Array
  need: Int32Array
  starts: Int32Array
  demands: Int32Array
  exams: Int32Array
  classes: readonly NeedClass[]
  families: readonly Family[]
  /** Bundles of student `s`: `own[ownStarts[s]] …`. */
  ownStarts: Int32Array
  own: Int32Array
}>

/** Exams that may be in one session together: one word, one set of windows, all digital or none. */
export type Family = Readonly<{
  /** The exam that all take at one start; -1 where there are more moments. */
  once: number
  digital: boolean
  exams: readonly number[]
}>

/** Puts demands that one student may take on one seat together; what no slot could hold together stays apart. */
export function bundle(problem: Problem): BundleLists {
  const longest = problem.slots.reduce((most, {from, to}) => Math.max(most, to - from), 0)
  const groups = Map.groupBy(problem.demands.keys(), (demand) => seatKey(problem, demand))
  const lists = [...groups.values()].flatMap((demands) => {
    const together = demands.toSorted((a, b) => problem.demands[a]!.exam - problem.demands[b]!.exam)
    const apart = together.length > 1 && (minutesOf(problem, together) > longest || !shareWindow(problem, together))
    return apart ? together.map((demand) => [demand]) : [together]
  })
  return listed(problem, lists)
}

function seatKey({exams, demands}: Problem, demand: number): string {
  const {student, exam} = demands[demand]!
  const {shareSeat, shareRoom, once} = exams[exam]!
  return shareSeat === '' || shareRoom === '' || once ? `${student} ${exam}` : `${student} ${shareRoom} ${shareSeat}`
}

function minutesOf({demands, between}: Problem, own: readonly number[]): number {
  return own.reduce((sum, demand) => sum + demands[demand]!.minutes, 0) + (own.length - 1) * between
}

function shareWindow(problem: Problem, own: readonly number[]): boolean {
  const {demands, exams, slots, students} = problem
  const minutes = minutesOf(problem, own)
  const {free, stays} = students[demands[own[0]!]!.student]!
  return slots.some(({from, to}) => {
    const starts = [from, ...free.map(([opens]) => opens), ...stays.map((stay) => stay.to)].filter(
      (start) => from <= start && start + minutes <= to,
    )
    return starts.some(
      (start) =>
        free.some(([opens, closes]) => opens <= start && start + minutes <= closes) &&
        own.every((demand) =>
          exams[demands[demand]!.exam]!.windows.some(([opens, closes]) => opens <= start && start + minutes <= closes),
        ),
    )
  })
}

function listed(problem: Problem, lists: readonly (readonly number[])[]): BundleLists {
  const count = lists.length
  const [student, minutes, location, family, need] = Array.from({length: 5}, () => new Int32Array(count)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  const starts = new Int32Array(count + 1)
  const classes = new Map<string, {index: number; value: NeedClass}>()
  const families = new Map<string, {index: number; once: number; digital: boolean; exams: Set<number>}>()
  for (const [index, own] of lists.entries()) {
    const first = problem.demands[own[0]!]!
    student[index] = first.student
    minutes[index] = minutesOf(problem, own)
    location[index] = first.location
    starts[index + 1] = starts[index]! + own.length
    const value = needOf(problem, own)
    const key = `${value.computer} ${value.features.join('\u0000')}`
    const known = classes.get(key) ?? {index: classes.size, value}
    classes.set(key, known)
    need[index] = known.index
    const name = familyKey(problem, own, value.computer)
    const mine = families.get(name) ?? {
      index: families.size,
      once: problem.exams[first.exam]!.once ? first.exam : -1,
      digital: value.computer,
      exams: new Set<number>(),
    }
    families.set(name, mine)
    for (const demand of own) mine.exams.add(problem.demands[demand]!.exam)
    family[index] = mine.index
  }
  const demands = Int32Array.from(lists.flat())
  return {
    count,
    student,
    minutes,
    location,
    family,
    need,
    starts,
    demands,
    exams: demands.map((demand) => problem.demands[demand]!.exam),
    classes: [...classes.values()].map(({value}) => value),
    families: [...families.values()].map(({once, digital, exams}) => ({once, digital, exams: [...exams]})),
    ...ownLists(problem.students.length, student),
  }
}

function needOf({demands, exams}: Problem, own: readonly number[]): NeedClass {
  const features = own.flatMap((demand) => [...demands[demand]!.features, ...exams[demands[demand]!.exam]!.features])
  return {
    features: [...new Set(features)].toSorted(),
    computer: own.some((demand) => exams[demands[demand]!.exam]!.computer),
  }
}

function familyKey({demands, exams}: Problem, own: readonly number[], digital: boolean): string {
  const all = own.map((demand) => exams[demands[demand]!.exam]!)
  const [first] = all
  const exam = demands[own[0]!]!.exam
  if (!first || first.once || first.shareRoom === '') return `exam ${exam}`
  const windows = [...new Set(all.map((each) => each.windows.join(' ')))].toSorted().join('|')
  return `word ${first.shareRoom} ${digital} ${windows}`
}

function ownLists(students: number, student: Int32Array): Pick<BundleLists, 'own' | 'ownStarts'> {
  const ownStarts = new Int32Array(students + 1)
  for (const who of student) ownStarts[who + 1]!++
  for (let who = 0; who < students; who++) ownStarts[who + 1]! += ownStarts[who]!
  const next = ownStarts.slice()
  const own = new Int32Array(student.length)
  for (let index = 0; index < student.length; index++) own[next[student[index]!]!++] = index
  return {ownStarts, own}
}
