import type {Problem, Stay, Stretch} from './problem.ts'

/** Who works at a session; -1 is nobody. */
export type Crew = Readonly<{lead: number; invigilators: readonly number[]}>

/** A session that is to be staffed. */
export type Duty = Readonly<{room: number; from: number; to: number; location: number; students: number}>

/** Gives sessions a lead and invigilators as far as there are, in order of time; who has worked least comes first. */
export function staffed<T extends Duty>(problem: Problem, duties: readonly T[]): ReadonlyMap<T, Crew> {
  const stays = problem.staff.map((member): Stay[] => [...member.stays])
  const minutes = stays.map((own) => own.reduce((sum, {from, to}) => sum + to - from, 0))
  const crews = new Map<T, Crew>()

  const take = (stay: Stay, may: (member: Problem['staff'][number]) => boolean): number => {
    let best = -1
    for (const [index, member] of problem.staff.entries()) {
      if (best >= 0 && minutes[index]! >= minutes[best]!) continue
      if (!may(member) || !liesIn([stay.from, stay.to], member.free)) continue
      if (stays[index]!.some((other) => collide(problem, other, stay))) continue
      best = index
    }
    if (best >= 0) {
      stays[best]!.push(stay)
      minutes[best]! += stay.to - stay.from
    }
    return best
  }

  const inTime = duties.toSorted((a, b) => a.from - b.from || a.room - b.room)
  const stay = ({from, to, location}: T): Stay => ({from, to, location})
  // Leads are scarcer: all sessions get theirs before anybody who may lead is asked to invigilate.
  const leads = new Map(inTime.map((duty) => [duty, take(stay(duty), ({leads: may}) => may)]))
  for (const duty of inTime) {
    const wanted = Math.ceil(duty.students / problem.invigilatorsPer)
    const found = Array.from({length: wanted}, () => take(stay(duty), ({invigilates}) => invigilates))
    crews.set(duty, {lead: leads.get(duty)!, invigilators: found.filter((index) => index >= 0)})
  }
  return crews
}

function liesIn([from, to]: Stretch, around: readonly Stretch[]): boolean {
  return around.some(([opens, closes]) => opens <= from && to <= closes)
}

function collide({travel}: Problem, a: Stay, b: Stay): boolean {
  const gap = a.location < 0 || b.location < 0 || a.location === b.location ? 0 : travel[a.location]![b.location]!
  return a.from < b.to + gap && b.from < a.to + gap
}
