import {seatingOf} from './completion/seating.ts'
import type {FixedSession, PlanDraft, Problem, Stay} from '../engine/problem.ts'

/** What of a draft stays: opened sessions by their index, and registrations in the session where they sit. */
export type Kept = Readonly<{sessions: ReadonlySet<number>; demands: ReadonlySet<number>}>

/** A smaller problem around what stays, and the way back to a plan of the whole. */
export type PinnedProblem = Readonly<{problem: Problem; whole: (plan: PlanDraft) => PlanDraft}>

/**
 * Takes out of a problem what stays as it is, so that any engine can only plan around it: pinned sessions become fixed ones
 * with the seats that are left in them, their rooms and people are taken, and pinned students are there at that time.
 */
export function pinnedProblem(problem: Problem, draft: PlanDraft, kept: Kept): PinnedProblem {
  const first = problem.fixed.length
  const sessions = [...kept.sessions].toSorted((a, b) => a - b)
  const newIndex = new Map(sessions.map((index, i) => [first + index, first + i]))
  for (let index = 0; index < first; index++) newIndex.set(index, index)
  const pinned = [...kept.demands].filter((demand) => newIndex.has(draft.seatOf[demand]!))
  const staying = new Set(pinned)
  const seatOf = draft.seatOf.map((session, demand) => (staying.has(demand) ? session : -1))
  const seating = seatingOf(problem, {opened: draft.opened, seatOf})
  const fixed = [...problem.fixed, ...sessions.map((index) => asFixed(problem, draft, index))].map((session, i) => {
    const sitting = seating.sittings[i < first ? i : first + sessions[i - first]!]!
    const atComputers = [...sitting.seated.values()].filter((own) =>
      own.some((demand) => problem.exams[problem.demands[demand]!.exam]!.computer),
    ).length
    const computers = sitting.digital ? sitting.seated.size : atComputers
    return {...session, seats: session.seats - sitting.seated.size, computers: session.computers - computers}
  })
  const demands = [...problem.demands.keys()].filter((demand) => !staying.has(demand))
  const opened = sessions.map((index) => draft.opened[index]!)
  return {
    problem: {
      ...problem,
      fixed,
      demands: demands.map((demand) => problem.demands[demand]!),
      rooms: problem.rooms.map((room, i) => ({
        ...room,
        busy: [
          ...room.busy,
          ...opened
            .filter((session) => session.room === i)
            .map(({from, to}): [number, number] => [from - problem.turnaround, to + problem.turnaround]),
        ],
      })),
      exams: problem.exams.map((exam, i) => {
        const starts = opened.filter(({exams}) => exams.includes(i)).map(({from}) => from)
        return exam.once && exam.starts.length === 0 ? {...exam, starts: [...new Set(starts)]} : exam
      }),
      students: problem.students.map((student, i) => ({...student, stays: [...student.stays, ...staysOf(i)]})),
      staff: problem.staff.map((member, i) => ({
        ...member,
        stays: [
          ...member.stays,
          ...opened
            .filter(({lead, invigilators}) => lead === i || invigilators.includes(i))
            .map(({from, to, room}): Stay => ({from, to, location: problem.rooms[room]!.location})),
        ],
      })),
    },
    // Pinned sessions come first among the opened ones, as they do among the fixed ones of the smaller problem.
    whole: (plan) => {
      const all = problem.demands.map((_, demand) => (staying.has(demand) ? newIndex.get(draft.seatOf[demand]!)! : -1))
      for (const [i, demand] of demands.entries()) all[demand] = plan.seatOf[i]!
      return {opened: [...opened, ...plan.opened], seatOf: all}
    },
  }

  function staysOf(student: number): Stay[] {
    return seating.sittings.flatMap(({from, location, seated}) => {
      const own = seated.get(student)
      if (!own) return []
      const minutes = own.reduce((sum, demand) => sum + problem.demands[demand]!.minutes, 0)
      return [{from, to: from + minutes + problem.between * (own.length - 1), location}]
    })
  }
}

function asFixed({rooms, exams}: Problem, {opened}: PlanDraft, index: number): FixedSession {
  const session = opened[index]!
  const {code, location, seats, computers, features} = rooms[session.room]!
  const digital = session.exams.some((exam) => exams[exam]!.computer)
  return {
    key: `pinned-${index}`,
    code,
    location,
    from: session.from,
    to: session.to,
    exams: session.exams,
    seats: digital ? Math.min(seats, computers) : seats,
    computers,
    features,
  }
}
