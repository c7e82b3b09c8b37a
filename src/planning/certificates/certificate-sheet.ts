import type {Instant} from '../../time.ts'
import type {CertificateCheck, Stuck} from './certificate.ts'
import type {StandingPlan} from './standing-plan.ts'

/** A registration for which there is no place any more, why, since when, and what helps. */
export type StuckRegistration = Readonly<{
  registration: string
  student: string
  exam: string
  /** Sessions that are too small together, and how many could sit nowhere else. */
  sessions: readonly string[]
  rivals: number
  /** The claim by which the last way was lost; null when there never was a place in these sessions. */
  since: Readonly<{registration: string; student: string; session: string; at: Instant}> | null
  /** Moves of enrolled students that would free a seat, and where he would sit then. */
  moves: readonly Readonly<{registration: string; student: string; from: string; to: string}>[]
  to: string | null
  why: string
  /** The commands that repair it, in order. */
  commands: readonly string[]
}>

/** Whether everybody who is not enrolled can still have a place. */
export type CertificateSheet = Readonly<{
  period: string
  /** Nobody is stuck. */
  holds: boolean
  /** Whether it is known that no more could be placed; always true when it holds. */
  proven: boolean
  enrolled: number
  waiting: number
  placed: number
  /** Promised places that others took, and for which another was found. */
  replaced: number
  stuck: readonly StuckRegistration[]
}>

/** A check of the certificate as people read it. */
export function certificateSheet(standing: StandingPlan, check: CertificateCheck): CertificateSheet {
  return {
    period: standing.period.code,
    holds: check.stuck.length === 0,
    proven: check.proven,
    enrolled: standing.enrolled.size,
    waiting: check.waiting.length,
    placed: check.waiting.length - check.stuck.length,
    replaced: check.replaced.filter((demand) => check.plan.seatOf[demand]! >= 0).length,
    stuck: check.stuck.map((one) => stuckSheet(standing, one)),
  }
}

function stuckSheet(standing: StandingPlan, stuck: Stuck): StuckRegistration {
  const {planned, draft, period} = standing
  const sessionOf = (index: number): string => planned.fixed[index]?.session.code ?? ''
  const named = (demand: number) => ({
    registration: planned.demand[demand]!.code,
    student: planned.demand[demand]!.student,
  })
  const own = named(stuck.demand)
  const exam = planned.exams[planned.problem.demands[stuck.demand]!.exam]!.exam.code
  const moves = stuck.moves.map(({demand, to}) => ({
    ...named(demand),
    from: sessionOf(draft.seatOf[demand]!),
    to: sessionOf(to),
  }))
  const to = stuck.to < 0 ? null : sessionOf(stuck.to)
  const {since} = stuck
  return {
    ...own,
    exam,
    sessions: stuck.sessions.map(sessionOf),
    rivals: stuck.rivals,
    since:
      since === null
        ? null
        : {
            ...named(since.demand),
            session: sessionOf(draft.seatOf[since.demand]!),
            at: planned.demand[since.demand]!.seatedAt as Instant,
          },
    moves,
    to,
    why:
      stuck.sessions.length > 0
        ? `${stuck.rivals} registrations could sit in these sessions only, one more than there are seats`
        : 'no session of the exam has a seat that fits beside his other exams',
    commands:
      to === null
        ? [`ontrac plan top-up ${period.code} --exam ${exam}`]
        : [
            ...moves.map((move) => `ontrac enrolment move ${move.registration} ${move.to} --reason "…"`),
            `ontrac enrolment add ${own.student} ${exam} ${to}`,
          ],
  }
}
