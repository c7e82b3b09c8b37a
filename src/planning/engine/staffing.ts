import {type Board, meet, type Sitting} from './board.ts'
import {within} from './bundles.ts'
import type {Problem, Stay} from './problem.ts'

/** Who works at a session; -1 is nobody. */
export type Crew = Readonly<{lead: number; invigilators: readonly number[]}>

/** How many invigilators so many students need, beside the lead. */
function invigilatorsFor({invigilatorsPer}: Pick<Problem, 'invigilatorsPer'>, students: number): number {
  return Math.ceil(students / invigilatorsPer)
}

/** Gives sessions a lead and invigilators as far as there are, in order of time; who has worked least comes first. */
export function staffed({problem}: Pick<Board, 'problem'>, sittings: readonly Sitting[]): ReadonlyMap<Sitting, Crew> {
  const stays = problem.staff.map((member): Stay[] => [...member.stays])
  const minutes = stays.map((own) => own.reduce((sum, {from, to}) => sum + to - from, 0))
  const crews = new Map<Sitting, Crew>()

  const take = (sitting: Sitting, may: (member: Problem['staff'][number]) => boolean): number => {
    const stay = {from: sitting.from, to: sitting.to, location: sitting.location}
    let best = -1
    for (const [index, member] of problem.staff.entries()) {
      if (
        !may(member) ||
        !within([stay.from, stay.to], member.free) ||
        stays[index]!.some((other) => meet(problem, other, stay))
      )
        continue
      if (best < 0 || minutes[index]! < minutes[best]!) best = index
    }
    if (best >= 0) {
      stays[best]!.push(stay)
      minutes[best]! += stay.to - stay.from
    }
    return best
  }

  const inTime = sittings.toSorted((a, b) => a.from - b.from || a.room - b.room)
  // Leads are scarcer: all sessions get theirs before anybody who may lead is asked to invigilate.
  const leads = new Map(inTime.map((sitting) => [sitting, take(sitting, ({leads}) => leads)]))
  for (const sitting of inTime) {
    const wanted = invigilatorsFor(problem, sitting.members.length)
    const found = Array.from({length: wanted}, () => take(sitting, ({invigilates}) => invigilates)).filter(
      (index) => index >= 0,
    )
    crews.set(sitting, {lead: leads.get(sitting)!, invigilators: found})
  }
  return crews
}
