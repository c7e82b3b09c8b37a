import type {Reason} from '../../errors.ts'
import type {ProblemSlot, Stretch} from '../engine/problem.ts'
import type {PlanningCase} from './planning-case.ts'

/**
 * Why nothing can be planned whatever the engine does, each with its place and remedy: `plan.no-rooms`, `plan.no-slots`,
 * `plan.exam-too-long`, `plan.exam-outside-days`. None means that planning makes sense; single registrations may still find
 * no place.
 */
export function unplannable({problem, exams, timeline}: PlanningCase): Reason[] {
  const {rooms, slots, demands} = problem
  const reasons: Reason[] = []
  if (!rooms.some(({seats}) => seats > 0))
    reasons.push({
      code: 'plan.no-rooms',
      message: 'No room has seats for exams; say how many with: ontrac room change ROOM --exam-seats 20',
    })
  const [first, last] = [timeline.days[0], timeline.days.at(-1)]
  if (slots.length === 0) {
    const message = `No working day lies in ${first}..${last}; give other days with --from and --to, or another taking window with: ontrac period windows`
    return [...reasons, {code: 'plan.no-slots', message, details: {from: first, to: last}}]
  }
  const longest = Math.max(...slots.map(({from, to}) => to - from))
  const asked = new Set(demands.map(({exam}) => exam))
  for (const exam of asked) {
    const {exam: what, version} = exams[exam]!
    const {windows} = problem.exams[exam]!
    if (version.minutes > longest) {
      const message = `Exam ${what.code} takes ${version.minutes} minutes and no day part is longer than ${longest}: give a longer one with --day-part 09:00-17:00, or set the policy's dayParts.`
      reasons.push({
        code: 'plan.exam-too-long',
        message,
        details: {exam: what.code, minutes: version.minutes, longest},
      })
    } else if (!slots.some((slot) => windows.some((window) => shared(slot, window) >= version.minutes))) {
      const message = `Exam ${what.code} may be taken on none of the days ${first}..${last}: see its window with: ontrac period windows, or leave it out with --exam.`
      reasons.push({code: 'plan.exam-outside-days', message, details: {exam: what.code, from: first, to: last}})
    }
  }
  return reasons
}

/** Minutes that a slot and a window have in common; fewer than none when they lie apart. */
function shared({from, to}: ProblemSlot, [opens, closes]: Stretch): number {
  return Math.min(to, closes) - Math.max(from, opens)
}
