import type {Crew} from '../staffing.ts'
import {staffed} from '../staffing.ts'
import type {PlanDraft} from '../problem.ts'
import {type Floor, lengthOf, type Sitting} from './floor.ts'

/** The plan that a floor stands for, with leads and invigilators as far as there are. */
export function draftOf(floor: Floor): PlanDraft {
  const {layout, fixedOf} = floor
  const {problem, bundles} = layout
  const seatOf = problem.demands.map(() => -1)
  const sit = (which: number, session: number): void => {
    for (let at = bundles.starts[which]!; at < bundles.starts[which + 1]!; at++) seatOf[bundles.demands[at]!] = session
  }
  const sittings = floor.sittings
    .filter(({members}) => members.length > 0)
    .toSorted((a, b) => a.from - b.from || a.room - b.room)
  for (const [which, session] of fixedOf.entries()) if (session >= 0) sit(which, session)
  const duties = sittings.map((each) => duty(floor, each))
  const crews: ReadonlyMap<(typeof duties)[number], Crew> = staffed(problem, duties)
  const opened = sittings.map((each, index) => {
    for (const which of each.members) sit(which, problem.fixed.length + index)
    const exams = each.members.flatMap((which) => [
      ...bundles.exams.subarray(bundles.starts[which], bundles.starts[which + 1]),
    ])
    const {room, from, to} = duties[index]!
    return {room, from, to, exams: [...new Set(exams)].toSorted((a, b) => a - b), ...crews.get(duties[index]!)!}
  })
  return {opened, seatOf}
}

function duty({layout}: Floor, each: Sitting) {
  return {
    room: each.room,
    from: each.from,
    to: each.from + lengthOf(layout, each),
    location: each.location,
    students: each.members.length,
  }
}
