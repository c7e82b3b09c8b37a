import {meet, within} from './completion/stays.ts'
import type {OpenedSession, PlanDraft, Problem, Stay} from './engine/problem.ts'

/**
 * Fills the crews of `sessions` (indexes of opened ones): who is there and free stays, who is not is replaced by whoever is
 * and has worked least, as far as there is anybody. Nobody else's duty changes.
 */
export function crewed(problem: Problem, plan: PlanDraft, sessions: ReadonlySet<number>): PlanDraft {
  const duties = problem.staff.map(({stays}): Stay[] => [...stays])
  const stayOf = ({room, from, to}: OpenedSession): Stay => ({from, to, location: problem.rooms[room]!.location})
  for (const [index, session] of plan.opened.entries())
    if (!sessions.has(index)) for (const who of crewOf(session)) duties[who]!.push(stayOf(session))
  const opened = [...plan.opened]
  for (const index of [...sessions].toSorted((a, b) => opened[a]!.from - opened[b]!.from)) {
    const session = opened[index]!
    const stay = stayOf(session)
    const can = (who: number, role: 'leads' | 'invigilates'): boolean => {
      const member = problem.staff[who]
      return (
        member?.[role] === true &&
        within([stay.from, stay.to], member.free) &&
        !duties[who]!.some((other) => meet(problem, other, stay))
      )
    }
    const take = (wished: number, role: 'leads' | 'invigilates'): number => {
      const who = can(wished, role) ? wished : leastBurdened(duties, (member) => can(member, role))
      if (who >= 0) duties[who]!.push(stay)
      return who
    }
    const lead = take(session.lead, 'leads')
    const needed = Math.max(session.invigilators.length, invigilatorsFor(problem, plan, index))
    const invigilators = Array.from({length: needed}, (_, i) => take(session.invigilators[i] ?? -1, 'invigilates'))
    opened[index] = {...session, lead, invigilators: invigilators.filter((who) => who >= 0)}
  }
  return {...plan, opened}
}

function crewOf({lead, invigilators}: OpenedSession): readonly number[] {
  return [...(lead < 0 ? [] : [lead]), ...invigilators]
}

function leastBurdened(duties: readonly (readonly Stay[])[], can: (who: number) => boolean): number {
  const minutes = (who: number): number => duties[who]!.reduce((sum, {from, to}) => sum + to - from, 0)
  return [...duties.keys()].filter(can).toSorted((a, b) => minutes(a) - minutes(b) || a - b)[0] ?? -1
}

function invigilatorsFor({fixed, demands, invigilatorsPer}: Problem, {seatOf}: PlanDraft, index: number): number {
  const students = new Set(
    [...seatOf.keys()]
      .filter((demand) => seatOf[demand] === fixed.length + index)
      .map((each) => demands[each]!.student),
  )
  return Math.ceil(students.size / invigilatorsPer)
}
