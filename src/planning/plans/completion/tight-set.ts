import {scarce, type Search} from './seating.ts'

/** Sessions that are full, and all registrations that need a seat in one of them: one more than there are seats. */
export type TightSet = Readonly<{sessions: readonly number[]; demands: readonly number[]}>

/**
 * The sessions that are too small together for all who could sit nowhere else, one of whom has no seat; null when there
 * is no such set, and something else keeps him out.
 *
 * Everybody in the set could sit only in its sessions, each of which is full for him: a proof that holds whatever else moves.
 */
export function tightSet({seating, domains, movable}: Search, stuck: number): TightSet | null {
  const {problem, sittings} = seating
  const demands = new Set([stuck])
  const sessions = new Set<number>()
  const students = new Set<number>()
  for (const demand of demands) {
    // Two exams of one student may share a seat, and then counting registrations proves nothing.
    const {student} = problem.demands[demand]!
    if (students.has(student)) return null
    students.add(student)
    for (const session of domains(demand)) {
      const sitting = sittings[session]!
      if (sitting.seated.has(student) && seating.seatOf[demand] !== session) return null
      const own = seating.seatOf[demand] === session
      const short = own ? 'seats' : scarce(seating, demand, sitting)
      if (!short || sitting.kept.length > 0) return null
      sessions.add(session)
      for (const held of sitting.seated.values()) {
        if (!held.every(movable)) continue
        if (short === 'computers' && !held.some((each) => problem.exams[problem.demands[each]!.exam]!.computer))
          continue
        if (held.length > 1) return null
        demands.add(held[0]!)
      }
    }
  }
  return {sessions: [...sessions].toSorted((a, b) => a - b), demands: [...demands]}
}
