import type {SessionPlace} from '../../planning/plans/plan-effect.ts'
import type {Breakage} from '../../planning/plans/repaired.ts'
import type {StandingRepair} from '../../planning/certificates/standing-repair.ts'
import type {StandingPlan} from '../../planning/certificates/standing-plan.ts'
import type {RunLeft} from '../assignment/enrolment-run.ts'

/** Who gets a message, which letter, and about what session. `to` is a student number or a staff code. */
export type RepairMessage = Readonly<{
  to: string
  letter: 'enrolment-moved' | 'duty-assigned'
  session: string
}>

/** What puts the sessions of a period right, or would. */
export type RepairedSessions = Readonly<{
  period: string
  broken: readonly Readonly<{session: string; why: readonly Breakage[]}>[]
  moves: readonly Readonly<{before: SessionPlace; after: SessionPlace; students: number}>[]
  seats: readonly Readonly<{registration: string; student: string; exam: string; from: string; to: string}>[]
  crews: readonly Readonly<{session: string; leave: readonly string[]; come: readonly string[]}>[]
  /** Sessions for which nothing was found, with how many would have no seat, and what to do. */
  left: readonly Readonly<{session: string; lost: number; commands: readonly string[]}>[]
  /** Students who cannot come where they sit, and for whom there is no other seat. */
  stuck: readonly Readonly<{registration: string; student: string; exam: string; session: string}>[]
  messages: readonly RepairMessage[]
  /** Seats that were planned and not given, since somebody came in between. */
  changed: readonly RunLeft[]
  /** The run that moved seats, to undo it by. */
  run: string | null
  done: boolean
}>

/** What a repair would do, as people read it; nothing is done yet. */
export function repairSheet(standing: StandingPlan, repair: StandingRepair): RepairedSessions {
  const {planned, period} = standing
  const {found, opened} = repair
  const code = (index: number): string => planned.fixed[index]?.session.code ?? ''
  const named = (demand: number) => ({
    registration: planned.demand[demand]!.code,
    student: planned.demand[demand]!.student,
    exam: planned.exams[planned.problem.demands[demand]!.exam]!.exam.code,
  })
  const place = (index: number, {opened: sessions}: StandingRepair['found']['draft']): SessionPlace => {
    const {room, from, to} = sessions[index]!
    const known = planned.fixed[index]!.session
    return {
      session: code(index),
      ...planned.timeline.wallAt(from),
      minutes: to - from,
      room: planned.rooms[room]?.code ?? (known.place || '–'),
    }
  }
  const staff = (index: number, {opened: sessions}: StandingRepair['found']['draft']): string[] =>
    [sessions[index]!.lead, ...sessions[index]!.invigilators].flatMap((who) => planned.staff[who]?.code ?? [])
  const seated = (index: number): number =>
    [...standing.enrolled].filter((demand) => found.draft.seatOf[demand] === index).length
  const seats = repair.seats.map((demand) => ({
    ...named(demand),
    from: code(opened.draft.seatOf[demand]!),
    to: code(found.draft.seatOf[demand]!),
  }))
  const crews = repair.crews.map((index) => {
    const [was, is] = [staff(index, opened.draft), staff(index, found.draft)]
    return {
      session: code(index),
      leave: was.filter((each) => !is.includes(each)),
      come: is.filter((each) => !was.includes(each)),
    }
  })
  return {
    period: period.code,
    broken: found.broken.sessions.map(({index, why}) => ({session: code(index), why})),
    moves: repair.moves.map((index) => ({
      before: place(index, opened.draft),
      after: place(index, found.draft),
      students: seated(index),
    })),
    seats,
    crews,
    left: repair.left.map(({index, lost}) => ({
      session: code(index),
      lost,
      commands: [`ontrac plan top-up ${period.code}`, `ontrac session cancel ${code(index)} --reason "…"`],
    })),
    stuck: repair.stuck.map((demand) => ({...named(demand), session: code(opened.draft.seatOf[demand]!)})),
    messages: messagesOf(standing, repair, {seats, crews, code, staff: (index) => staff(index, found.draft)}),
    changed: [],
    run: null,
    done: false,
  }
}

type Told = Pick<RepairedSessions, 'seats' | 'crews'> &
  Readonly<{code: (index: number) => string; staff: (index: number) => readonly string[]}>

/** One letter for each seat that moves, and for each person whose duty changes in a published session. */
function messagesOf(
  {planned, enrolled}: StandingPlan,
  {moves, found}: StandingRepair,
  {seats, crews, code, staff}: Told,
): RepairMessage[] {
  const isPublished = (session: string): boolean =>
    planned.fixed.some((each) => each.session.code === session && each.session.state !== 'planned')
  const students = moves.flatMap((index) => {
    const own = [...enrolled].filter((demand) => found.draft.seatOf[demand] === index)
    return own.map((demand) => ({to: planned.demand[demand]!.student, session: code(index)}))
  })
  const moved = seats.map(({student, to}) => ({to: student, session: to}))
  const duties = [
    ...moves.flatMap((index) => staff(index).map((to) => ({to, session: code(index)}))),
    ...crews.flatMap(({session, leave, come}) => [...leave, ...come].map((to) => ({to, session}))),
  ].filter(({session}) => isPublished(session))
  const once = (all: readonly Readonly<{to: string; session: string}>[], letter: RepairMessage['letter']) => [
    ...new Map(all.map((each) => [`${each.to} ${each.session}`, {...each, letter}])).values(),
  ]
  return [...once([...students, ...moved], 'enrolment-moved'), ...once(duties, 'duty-assigned')]
}
