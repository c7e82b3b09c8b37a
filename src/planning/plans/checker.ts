import type {HardName} from './constraints.ts'
import type {PlanDraft, Problem, Stay, Stretch} from '../engine/problem.ts'

/** A hard constraint that a plan breaks; `where` names the codes concerned. */
export type Violation = Readonly<{constraint: HardName; where: string}>

/** A session of a plan, fixed or opened, as the checker sees it, with who sits in it. */
export type CheckedSession = Readonly<{
  opened: number
  name: string
  location: number
  from: number
  to: number
  exams: readonly number[]
  seats: number
  computers: number
  features: readonly string[]
  /** By student: his demands here, in order of exam. */
  seated: ReadonlyMap<number, readonly number[]>
}>

/**
 * Every hard constraint that a plan breaks; none means that it may be applied (issue: no plan is applied that this refuses).
 *
 * Slow and plain, and shares no code with any engine: it looks at a plan only through the problem.
 */
export function violations(problem: Problem, plan: PlanDraft): Violation[] {
  const unknown = unknownNames(problem, plan)
  if (unknown.length > 0) return unknown
  const sessions = checkedSessions(problem, plan)
  return [
    ...sessions.flatMap((session) => [...seatViolations(problem, session), ...studentRoomViolations(problem, session)]),
    ...sessions.filter(({opened}) => opened >= 0).flatMap((session) => openedViolations(problem, session)),
    ...onceViolations(problem, sessions),
    ...roomViolations(problem, plan),
    ...studentViolations(problem, sessions),
    ...staffViolations(problem, plan),
  ]
}

/** The sessions of a plan with their students; a plan whose names are all known. */
export function checkedSessions(problem: Problem, plan: PlanDraft): CheckedSession[] {
  const seated = Map.groupBy(plan.seatOf.keys(), (demand) => plan.seatOf[demand]!)
  const students = (session: number): Map<number, number[]> => {
    const demands = (seated.get(session) ?? []).toSorted((a, b) => problem.demands[a]!.exam - problem.demands[b]!.exam)
    return Map.groupBy(demands, (demand) => problem.demands[demand]!.student)
  }
  const fixed = problem.fixed.map((session, index) => ({
    ...session,
    opened: -1,
    name: session.code,
    seated: students(index),
  }))
  const opened = plan.opened.map((session, index) => {
    const {code, location, seats, computers, features} = problem.rooms[session.room]!
    const name = `${code} at ${session.from}`
    return {
      ...session,
      location,
      seats,
      computers,
      features,
      opened: index,
      name,
      seated: students(fixed.length + index),
    }
  })
  return [...fixed, ...opened]
}

/** The time for which a student holds his seat. */
function stayOf(problem: Problem, {from, location}: CheckedSession, demands: readonly number[]): Stay {
  let to = from
  for (const demand of demands) to += problem.demands[demand]!.minutes
  return {from, to: to + problem.between * (demands.length - 1), location}
}

function unknownNames({rooms, exams, staff, demands, fixed}: Problem, {opened, seatOf}: PlanDraft): Violation[] {
  const isIndex = (value: number, length: number): boolean => Number.isInteger(value) && value >= 0 && value < length
  const bad = (where: string): Violation => ({constraint: 'known', where})
  const sessions = fixed.length + opened.length
  return [
    ...(seatOf.length === demands.length ? [] : [bad(`${seatOf.length} seats for ${demands.length} registrations`)]),
    ...seatOf.flatMap((session, demand) =>
      session === -1 || isIndex(session, sessions) ? [] : [bad(`registration ${demand}`)],
    ),
    ...opened.flatMap((session, index) => [
      ...(isIndex(session.room, rooms.length) ? [] : [bad(`room of session ${index}`)]),
      ...session.exams.filter((exam) => !isIndex(exam, exams.length)).map(() => bad(`exam of session ${index}`)),
      ...(session.lead === -1 || isIndex(session.lead, staff.length) ? [] : [bad(`lead of session ${index}`)]),
      ...session.invigilators
        .filter((member) => !isIndex(member, staff.length))
        .map(() => bad(`invigilator of session ${index}`)),
    ]),
  ]
}

function seatViolations({exams, demands}: Problem, session: CheckedSession): Violation[] {
  const {name, seated, seats, computers, opened} = session
  const atComputer = [...seated.values()].filter((own) =>
    own.some((demand) => exams[demands[demand]!.exam]!.computer),
  ).length
  // Seats of an opened session are one pool: who takes a digital exam may sit anywhere, so each of them needs a computer.
  const digital = opened >= 0 && session.exams.some((exam) => exams[exam]!.computer)
  return [
    ...(seated.size > seats ? [{constraint: 'seats' as const, where: name}] : []),
    ...((digital ? seated.size : atComputer) > computers ? [{constraint: 'computers' as const, where: name}] : []),
  ]
}

function studentRoomViolations(problem: Problem, session: CheckedSession): Violation[] {
  const {exams, demands, students} = problem
  return [...session.seated].flatMap(([student, own]): Violation[] => {
    const where = `${students[student]!.code} in ${session.name}`
    const taken = own.map((demand) => exams[demands[demand]!.exam]!)
    const needed = own.flatMap((demand) => [...demands[demand]!.features, ...exams[demands[demand]!.exam]!.features])
    const stay = stayOf(problem, session, own)
    const follow = taken.every(
      (exam, i) =>
        i === 0 ||
        (exam !== taken[0] &&
          exam.shareSeat !== '' &&
          exam.shareSeat === taken[0]!.shareSeat &&
          exam.shareRoom !== '' &&
          exam.shareRoom === taken[0]!.shareRoom),
    )
    const broken: HardName[] = []
    if (own.some((demand) => !session.exams.includes(demands[demand]!.exam))) broken.push('offered')
    if (needed.some((feature) => !session.features.includes(feature))) broken.push('features')
    if (!follow || new Set(taken).size < taken.length) broken.push('seat-sharing')
    if (stay.to > session.to) broken.push('duration')
    if (taken.some(({windows}) => !liesIn([stay.from, stay.to], windows))) broken.push('window')
    return broken.map((constraint) => ({constraint, where}))
  })
}

function openedViolations({exams, slots}: Problem, {name, from, to, exams: offered}: CheckedSession): Violation[] {
  const all = offered.map((exam) => exams[exam]!)
  const first = all[0]
  const broken: HardName[] = []
  if (!first) broken.push('offered')
  if (from >= to || !slots.some((slot) => slot.from <= from && to <= slot.to)) broken.push('slot')
  if (all.some(({windows}) => !liesIn([from, to], windows))) broken.push('window')
  if (all.some((exam) => exam !== first && (exam.shareRoom === '' || exam.shareRoom !== first?.shareRoom)))
    broken.push('sharing')
  return broken.map((constraint) => ({constraint, where: name}))
}

function onceViolations({exams}: Problem, sessions: readonly CheckedSession[]): Violation[] {
  return exams.flatMap((exam, index) => {
    if (!exam.once) return []
    const starts = new Set(
      sessions.filter(({opened, exams: offered}) => opened >= 0 && offered.includes(index)).map(({from}) => from),
    )
    const holds = exam.starts.length > 0 ? [...starts].every((start) => exam.starts.includes(start)) : starts.size <= 1
    return holds ? [] : [{constraint: 'once' as const, where: exam.code}]
  })
}

function roomViolations({rooms, turnaround}: Problem, {opened}: PlanDraft): Violation[] {
  return [...Map.groupBy(opened, ({room}) => room)].flatMap(([room, sessions]): Violation[] => {
    const {code, busy} = rooms[room]!
    const inTime = sessions.toSorted((a, b) => a.from - b.from)
    const met = inTime.some(({from}, i) => i > 0 && from < inTime[i - 1]!.to + turnaround)
    const taken = inTime.some(({from, to}) => busy.some((stretch) => stretch[0] < to && from < stretch[1]))
    return met || taken ? [{constraint: 'room-clash', where: code}] : []
  })
}

function studentViolations(problem: Problem, sessions: readonly CheckedSession[]): Violation[] {
  const planned = new Map<number, Stay[]>()
  for (const session of sessions) {
    for (const [student, own] of session.seated)
      planned.set(student, [...(planned.get(student) ?? []), stayOf(problem, session, own)])
  }
  return [...planned].flatMap(([index, stays]) => {
    const {code, free, stays: fixed} = problem.students[index]!
    const met = metPairs(problem, stays, fixed)
    const broken: HardName[] = []
    if (met.overlap) broken.push('student-clash')
    if (met.travel) broken.push('travel')
    if (stays.some(({from, to}) => !liesIn([from, to], free))) broken.push('student-free')
    return broken.map((constraint) => ({constraint, where: code}))
  })
}

function staffViolations(problem: Problem, {opened}: PlanDraft): Violation[] {
  const duties = opened.flatMap((session) => {
    const stay = {from: session.from, to: session.to, location: problem.rooms[session.room]!.location}
    const named = [
      ...(session.lead < 0 ? [] : [{member: session.lead, leads: true}]),
      ...session.invigilators.map((member) => ({member, leads: false})),
    ]
    return named.map((each) => ({...each, stay}))
  })
  return [...Map.groupBy(duties, ({member}) => member)].flatMap(([index, own]) => {
    const member = problem.staff[index]!
    const stays = own.map(({stay}) => stay)
    const met = metPairs(problem, stays, member.stays)
    const may = own.every(({leads}) => (leads ? member.leads : member.invigilates))
    const broken: HardName[] = []
    if (met.overlap || met.travel) broken.push('staff-clash')
    if (!may || stays.some(({from, to}) => !liesIn([from, to], member.free))) broken.push('staff-free')
    return broken.map((constraint) => ({constraint, where: member.code}))
  })
}

/** Whether two of the planned stays, or one of them and a fixed one, overlap or leave too little time to travel. */
function metPairs(
  {travel}: Problem,
  planned: readonly Stay[],
  fixed: readonly Stay[],
): {overlap: boolean; travel: boolean} {
  const met = {overlap: false, travel: false}
  for (const [i, a] of planned.entries()) {
    for (const b of [...planned.slice(i + 1), ...fixed]) {
      const apart = Math.max(a.from, b.from) - Math.min(a.to, b.to)
      const known = a.location >= 0 && b.location >= 0 && a.location !== b.location
      if (apart < 0) met.overlap = true
      else if (known && apart < travel[a.location]![b.location]!) met.travel = true
    }
  }
  return met
}

function liesIn([from, to]: Stretch, around: readonly Stretch[]): boolean {
  return around.some(([opens, closes]) => opens <= from && to <= closes)
}
