import {WEIGHTS} from '../../../src/planning/plans/constraints.ts'
import type {
  Demand,
  Problem,
  ProblemExam,
  ProblemRoom,
  ProblemSlot,
  ProblemStaff,
  ProblemStudent,
  Stay,
  Stretch,
} from '../../../src/planning/engine/problem.ts'
import {randomFrom} from '../../../src/planning/engine/random.ts'

export type SchoolSize = Readonly<{
  students: number
  locations: number
  exams: number
  days: number
  roomsEach: number
  /** Exams of one student, at most. */
  most: number
  /** Share of the rooms' starts that the hidden plan uses. */
  load: number
  staff: number
  seed: number
}>

export type PlantedSchool = Readonly<{problem: Problem; seats: number; sessions: number}>

const DAY = 1_440
const PARTS: readonly Stretch[] = [
  [540, 750],
  [780, 990],
]
const SIZES = [16, 20, 24, 28, 32, 40, 60]
const QUIET = 6
const LOOKED_AT = 4_000

type Student = {
  location: number
  days: number[]
  extra: number
  quiet: boolean
  taken: Set<number>
  families: Set<number>
  exams: number
}

/**
 * A school with a hidden plan in which everybody sits and no seat is empty: of that size the seats and sessions that are
 * needed are known. Three in ten come two days a week, one in eight has extra time, one in twenty a quiet room; exams of a
 * subject share rooms, and those of every other subject follow each other on one seat. A tenth of what the hidden plan leaves
 * free is taken by another period.
 */
export function plantedSchool(size: SchoolSize): PlantedSchool {
  const random = randomFrom(size.seed)
  const below = (n: number): number => Math.floor(random() * n)
  const slots: ProblemSlot[] = Array.from({length: size.days * 2}, (_, i) => {
    const [from, to] = PARTS[i % 2]!
    const day = Math.floor(i / 2)
    const start = (day + 2 * Math.floor(day / 5)) * DAY
    return {day, from: start + from, to: start + to}
  })
  const rooms = Array.from({length: size.locations}, (_, location) =>
    Array.from({length: size.roomsEach}, (_room, i): ProblemRoom & {busy: Stretch[]} => {
      const quiet = i === 0
      const seats = quiet ? QUIET : SIZES[below(SIZES.length)]!
      return {code: `L${location}R${i}`, location, seats, computers: seats, features: quiet ? ['quiet'] : [], busy: []}
    }),
  ).flat()
  const students = Array.from({length: size.students}, (_, i): Student => {
    const first = below(5)
    const second = (first + 1 + below(4)) % 5
    const bbl = random() < 0.3
    return {
      location: i % size.locations,
      days: bbl ? [first, second] : [0, 1, 2, 3, 4],
      extra: random() < 0.12 ? 30 : 0,
      quiet: random() < 0.05,
      taken: new Set(),
      families: new Set(),
      exams: 0,
    }
  })
  const families = Math.ceil(size.exams / 3)
  const exams = Array.from({length: size.exams}, (_, i): ProblemExam => {
    const family = i % families
    return {
      code: `E${i}`,
      computer: family % 4 === 0,
      features: [],
      once: false,
      starts: [],
      shareRoom: `subject ${family}`,
      shareSeat: family % 2 === 0 ? `subject ${family}` : '',
      windows: [[0, (size.days + 20) * DAY]],
    }
  })
  const minutesOf = exams.map(() => [60, 75, 90][below(3)]!)
  const byLocation = Map.groupBy(students.keys(), (i) => students[i]!.location)
  const demands: Demand[] = []
  let seats = 0
  let sessions = 0
  for (const [at, {day}] of slots.entries()) {
    for (const room of rooms) {
      if (random() > size.load) {
        if (random() < 0.1) room.busy.push([slots[at]!.from, slots[at]!.to])
        continue
      }
      const family = below(families)
      const quiet = room.features.length > 0
      const own = exams.flatMap((_, exam) => (exam % families === family ? [exam] : []))
      const able = someOf(byLocation.get(room.location) ?? [], below).filter((i) => {
        const {days, quiet: needs, taken, families: had, exams: count} = students[i]!
        return needs === quiet && days.includes(day % 5) && !taken.has(at) && !had.has(family) && count < size.most
      })
      // The hidden plan spreads the load: who has least comes first.
      const chosen = able
        .map((i) => ({i, order: students[i]!.exams + 2 * random()}))
        .toSorted((a, b) => a.order - b.order)
        .slice(0, room.seats)
        .map(({i}) => i)
      if (chosen.length < room.seats) continue
      sessions++
      seats += room.seats
      for (const i of chosen) {
        const student = students[i]!
        const first = own[below(own.length)]!
        const second = own.find((exam) => exam !== first)
        const both = family % 2 === 0 && second !== undefined && student.exams + 2 <= size.most && random() < 0.3
        student.taken.add(at)
        student.families.add(family)
        for (const exam of both ? [first, second] : [first]) {
          student.exams++
          demands.push({
            key: `${i}-${exam}`,
            student: i,
            exam,
            minutes: (both ? 60 : minutesOf[exam]!) + student.extra,
            features: student.quiet ? ['quiet'] : [],
            location: student.location,
          })
        }
      }
    }
  }
  const shuffled = demands.map((demand) => ({demand, order: random()})).toSorted((a, b) => a.order - b.order)
  return {
    problem: {
      rooms,
      slots,
      exams,
      students: students.map((student, i) => problemStudent(student, i, slots, random)),
      demands: shuffled.map(({demand}) => demand),
      fixed: [],
      staff: Array.from({length: size.staff}, (_, i) => problemStaff(i, size, below)),
      travel: Array.from({length: size.locations}, (_, a) =>
        Array.from({length: size.locations}, (_to, b) => (a === b ? 0 : 30)),
      ),
      between: 0,
      turnaround: 15,
      invigilatorsPer: 25,
      opens: true,
      // What is measured against the hidden plan is seats, so they are what this school pays for.
      weights: {...WEIGHTS, 'empty-seats': 20},
    },
    seats,
    sessions,
  }
}

/** Who is looked at for a room: in a large school some of them, beginning anywhere. */
function someOf(students: readonly number[], below: (n: number) => number): readonly number[] {
  if (students.length <= LOOKED_AT) return students
  const from = below(students.length)
  return [
    ...students.slice(from, from + LOOKED_AT),
    ...students.slice(0, Math.max(0, from + LOOKED_AT - students.length)),
  ]
}

function dayStretches(days: readonly number[], slots: readonly ProblemSlot[]): Stretch[] {
  const starts = [
    ...new Set(slots.filter(({day}) => days.includes(day % 5)).map(({from}) => Math.floor(from / DAY) * DAY)),
  ]
  return starts.map((start): Stretch => [start + 480, start + 1_080])
}

function problemStudent(
  {days, taken}: Student,
  index: number,
  slots: readonly ProblemSlot[],
  random: () => number,
): ProblemStudent {
  const stays = slots.flatMap(({from, to}, at): Stay[] =>
    taken.has(at) || random() > 0.05 ? [] : [{from: from + 30, to: to - 30, location: -1}],
  )
  return {code: `S${index}`, free: dayStretches(days, slots), stays}
}

function problemStaff(index: number, {days}: SchoolSize, below: (n: number) => number): ProblemStaff {
  const free = below(5)
  const own = Array.from({length: days}, (_, day) => day).filter((day) => day % 5 !== free)
  return {
    code: `M${index}`,
    leads: index % 3 !== 2,
    invigilates: true,
    free: own.map((day): Stretch => {
      const start = (day + 2 * Math.floor(day / 5)) * DAY
      return [start + 480, start + 1_080]
    }),
    stays: [],
  }
}
