import fc from 'fast-check'
import {WEIGHTS} from '../../src/planning/plans/constraints.ts'
import type {Demand, Problem, ProblemExam, ProblemStaff, ProblemStudent} from '../../src/planning/engine/problem.ts'

const DAY = 1_440
const DAYS = [0, 1, 2]

/** Morning and afternoon of each day. */
const SLOTS = DAYS.flatMap((day) => [
  {day, from: day * DAY + 540, to: day * DAY + 750},
  {day, from: day * DAY + 780, to: day * DAY + 1_020},
])

const wholeDay = (day: number) => [day * DAY, (day + 1) * DAY] as const
const ALWAYS = DAYS.map(wholeDay)

/** A problem with nothing in it but what is given. */
export function problem(parts: Partial<Problem> = {}): Problem {
  return {
    rooms: [],
    slots: SLOTS,
    exams: [],
    students: [],
    demands: [],
    fixed: [],
    staff: [],
    travel: [
      [0, 30],
      [30, 0],
    ],
    between: 0,
    turnaround: 15,
    invigilatorsPer: 25,
    opens: true,
    weights: WEIGHTS,
    ...parts,
  }
}

export const exam = (code: string, parts: Partial<ProblemExam> = {}): ProblemExam => ({
  code,
  computer: false,
  features: [],
  once: false,
  starts: [],
  shareRoom: '',
  shareSeat: '',
  windows: ALWAYS,
  ...parts,
})

export const student = (code: string, parts: Partial<ProblemStudent> = {}): ProblemStudent => ({
  code,
  free: ALWAYS,
  stays: [],
  ...parts,
})

export const room = (code: string, seats: number, parts: Partial<Problem['rooms'][number]> = {}) => ({
  code,
  location: 0,
  seats,
  computers: seats,
  features: [],
  busy: [],
  ...parts,
})

export const demand = (who: number, what: number, parts: Partial<Demand> = {}): Demand => ({
  key: `${who}-${what}`,
  student: who,
  exam: what,
  minutes: 60,
  features: [],
  location: -1,
  ...parts,
})

export const employee = (code: string, parts: Partial<ProblemStaff> = {}): ProblemStaff => ({
  code,
  leads: true,
  invigilates: true,
  free: ALWAYS,
  stays: [],
  ...parts,
})

const someDays = fc.subarray(DAYS, {minLength: 1})

const anyExam = fc
  .record({
    computer: fc.boolean(),
    once: fc.boolean(),
    shareRoom: fc.constantFrom('', 'taal', 'vak'),
    shareSeat: fc.constantFrom('', 'taal'),
    days: someDays,
    audio: fc.nat(5).map((n) => n === 0),
    minutes: fc.constantFrom(30, 60, 90, 120),
  })
  .map(({days, audio, minutes, ...rest}) => ({
    minutes,
    exam: exam('X', {...rest, windows: days.map(wholeDay), features: audio ? ['audio'] : []}),
  }))

const anyStudent = fc.record({days: someDays, blocked: fc.nat(4)}).map(({days, blocked}) =>
  student('S', {
    free: days.map(wholeDay),
    stays: blocked === 0 ? [{from: days[0]! * DAY + 560, to: days[0]! * DAY + 620, location: 1}] : [],
  }),
)

const anyRoom = fc
  .record({
    seats: fc.integer({min: 1, max: 12}),
    computers: fc.nat(12),
    location: fc.nat(1),
    quiet: fc.boolean(),
    busy: fc.nat(3),
  })
  .map(({quiet, busy, ...rest}) =>
    room('R', rest.seats, {
      ...rest,
      features: quiet ? ['quiet', 'audio'] : ['audio'],
      busy: busy === 0 ? [[600, 660]] : [],
    }),
  )

const anyStaff = fc
  .record({leads: fc.boolean(), days: someDays})
  .map(({leads, days}) => employee('E', {leads, free: days.map(wholeDay)}))

/** Small schools of every make: tight and roomy, with and without staff, shared seats, single moments, needs and blocks. */
export const anyProblem: fc.Arbitrary<Problem> = fc
  .record({
    exams: fc.array(anyExam, {minLength: 1, maxLength: 6}),
    students: fc.array(anyStudent, {minLength: 1, maxLength: 25}),
    rooms: fc.array(anyRoom, {maxLength: 5}),
    staff: fc.array(anyStaff, {maxLength: 6}),
    between: fc.constantFrom(0, 5),
    turnaround: fc.constantFrom(0, 15),
    wishes: fc.array(
      fc.record({
        who: fc.nat(),
        what: fc.nat(),
        extra: fc.constantFrom(0, 0, 15, 30),
        quiet: fc.nat(8),
        near: fc.integer({min: -1, max: 1}),
      }),
      {maxLength: 50},
    ),
    fixed: fc.array(
      fc.record({
        what: fc.nat(),
        slot: fc.nat(5),
        seats: fc.nat(4),
        computers: fc.nat(4),
        minutes: fc.constantFrom(60, 120),
      }),
      {maxLength: 2},
    ),
  })
  .map(({exams, students, rooms, staff, between, turnaround, wishes, fixed}) => {
    const asked = new Map(
      wishes.map(({who, what, extra, quiet, near}) => {
        const [student_, exam_] = [who % students.length, what % exams.length]
        const minutes = exams[exam_]!.minutes + extra
        return [
          `${student_} ${exam_}`,
          demand(student_, exam_, {minutes, features: quiet === 0 ? ['quiet'] : [], location: near}),
        ]
      }),
    )
    const sessions = fixed.map(({what, slot, minutes, ...rest}, i) => {
      const {from} = SLOTS[slot]!
      return {
        key: `F${i}`,
        code: `F${i}`,
        location: 0,
        from,
        to: from + minutes,
        exams: [what % exams.length],
        features: ['audio'],
        ...rest,
      }
    })
    const named = exams.map((each, i) => ({
      ...each.exam,
      code: `X${i}`,
      starts: sessions.filter((session) => session.exams.includes(i)).map(({from}) => from),
    }))
    return problem({
      exams: named,
      students: students.map((each, i) => ({...each, code: `S${i}`})),
      rooms: rooms.map((each, i) => ({...each, code: `R${i}`})),
      staff: staff.map((each, i) => ({...each, code: `E${i}`})),
      demands: [...asked.values()],
      fixed: sessions,
      between,
      turnaround,
    })
  })
