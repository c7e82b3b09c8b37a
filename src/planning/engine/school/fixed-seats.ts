import {type Floor, inTheWay} from './floor.ts'

/** Gives seats that are left in fixed sessions to bundles without one, those at their own location first. */
export function seatInFixed(floor: Floor): void {
  const {problem, bundles} = floor.layout
  if (problem.fixed.length === 0) return
  const offering = new Map<number, number[]>()
  for (const [session, {exams}] of problem.fixed.entries())
    for (const exam of exams) offering.set(exam, [...(offering.get(exam) ?? []), session])
  for (let which = 0; which < bundles.count; which++) {
    const sessions = offering.get(bundles.exams[bundles.starts[which]!]!) ?? []
    const fitting = sessions.filter((session) => fitsFixed(floor, which, session))
    const own = bundles.location[which]!
    const best = fitting.find((session) => problem.fixed[session]!.location === own) ?? fitting[0]
    if (best === undefined) continue
    floor.fixedOf[which] = best
    floor.fixedTaken[best]!++
    if (bundles.classes[bundles.need[which]!]!.computer) floor.fixedComputers[best]!++
  }
}

function fitsFixed(floor: Floor, which: number, index: number): boolean {
  const {problem, bundles} = floor.layout
  const session = problem.fixed[index]!
  const {features, computer} = bundles.classes[bundles.need[which]!]!
  if (floor.fixedTaken[index]! >= session.seats) return false
  if (computer && floor.fixedComputers[index]! >= session.computers) return false
  if (!features.every((feature) => session.features.includes(feature))) return false
  const to = session.from + bundles.minutes[which]!
  if (to > session.to) return false
  for (let at = bundles.starts[which]!; at < bundles.starts[which + 1]!; at++) {
    const exam = bundles.exams[at]!
    if (!session.exams.includes(exam)) return false
    if (!problem.exams[exam]!.windows.some(([opens, closes]) => opens <= session.from && to <= closes)) return false
  }
  const {free} = problem.students[bundles.student[which]!]!
  return free.some(([opens, closes]) => opens <= session.from && to <= closes) && inTheWay(floor, which, session) === -1
}
