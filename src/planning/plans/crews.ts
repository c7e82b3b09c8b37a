import {meet, within} from './completion/stays.ts'
import type {OpenedSession, PlanDraft, Problem, Stay} from '../engine/problem.ts'

/**
 * Fills the crews of `sessions` (indexes of opened ones): who is there and free stays, who is not is replaced by whoever is
 * and has worked least, as far as there is anybody. Nobody else's duty changes. Without `fill` nobody is added where nobody was.
 */
export function crewed(problem: Problem, plan: PlanDraft, sessions: ReadonlySet<number>, fill = true): PlanDraft {
  const duties = problem.staff.map(({stays}): Stay[] => [...stays])
  const stayOf = ({room, from, to}: OpenedSession): Stay => ({from, to, location: problem.rooms[room]!.location})
  for (const [index, session] of plan.opened.entries())
    if (!sessions.has(index)) for (const who of crewOf(session)) duties[who]?.push(stayOf(session))
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
    const engage = (who: number): number => {
      if (who >= 0) duties[who]!.push(stay)
      return who
    }
    const somebody = (role: 'leads' | 'invigilates'): number =>
      engage(leastBurdened(duties, (member) => can(member, role)))
    // Who can stay does, in the duty he has, before anybody else is asked.
    const leads = can(session.lead, 'leads') ? engage(session.lead) : -1
    const staying = session.invigilators.filter((who) => can(who, 'invigilates') && engage(who) >= 0)
    const wanted = fill ? invigilatorsFor(problem, plan, index) : 0
    const more = Math.max(session.invigilators.length, wanted) - staying.length
    const lead = leads >= 0 || (session.lead === -1 && !fill) ? leads : somebody('leads')
    const invigilators = [...staying, ...Array.from({length: more}, () => somebody('invigilates'))]
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
