import {CONSTRAINTS} from '../../src/planning/plans/constraints.ts'
import type {PlanChange} from '../../src/planning/plans/plan-change.ts'
import type {PlanEffect, SessionPlace} from '../../src/planning/plans/plan-effect.ts'
import type {Out} from './out.ts'

/** At most so many seats; `--json` has them all. */
const SHOWN = 20

/** What a change does in one line, for the question before it is done. */
export function inShort({cost, seats, unplaced, crews}: PlanEffect): string {
  const lost = unplaced.after - unplaced.before
  return [
    `cost ${cost.before} → ${cost.after}`,
    `${seats.filter(({to}) => to !== null).length} get another seat`,
    ...(lost > 0 ? [`${lost} more without a place`] : []),
    ...(crews.length > 0 ? [`other staff in ${crews.length} sessions`] : []),
  ].join(', ')
}

/** A draft plan that was changed, or would be. */
export function showChange(change: PlanChange, out: Out): void {
  out.title(`Plan ${change.plan}: ${change.done ? 'changed' : 'what would change'}`)
  showEffect(change, out)
  out.hint('Nobody gets a message: the plan is a draft.')
}

/** What a change does: sessions, seats, people, costs and what would not hold. */
export function showEffect(effect: PlanEffect, out: Out): void {
  for (const {before, after} of effect.sessions) out.line(movedLine(before, after))
  if (effect.seats.length > 0)
    out.table(
      ['Registration', 'Student', 'Exam', 'From', 'To'],
      effect.seats
        .slice(0, SHOWN)
        .map(({registration, student, exam, from, to}) => [registration, student, exam, from ?? '–', to ?? '–']),
    )
  if (effect.seats.length > SHOWN) out.hint(`${effect.seats.length - SHOWN} more seats; see them all with --json.`)
  for (const {session, before, after} of effect.crews)
    out.line(`In ${session} works ${after.join(' ') || 'nobody'} instead of ${before.join(' ') || 'nobody'}.`)
  showTerms(effect, out)
  for (const {message} of effect.conflicts.slice(0, SHOWN)) out.warn(message)
}

/** Costs that change, term by term, with their sum. */
export function showTerms({terms, cost}: Pick<PlanEffect, 'terms' | 'cost'>, out: Out): void {
  out.table(
    ['Cost', 'Before', 'After', 'Change'],
    [
      ...terms.map(({name, before, after}) => [nameOf(name), before, after, after - before]),
      ...(terms.length > 0 ? [['in all', cost.before, cost.after, cost.after - cost.before]] : []),
    ],
    `It costs as much: ${cost.after}.`,
  )
}

/** What a term counts, in words. */
export function nameOf(name: string): string {
  return CONSTRAINTS.find((each) => each.name === name)?.en ?? name
}

function movedLine(before: SessionPlace | null, after: SessionPlace | null): string {
  const at = ({on, from, room, minutes}: SessionPlace): string => `${on} ${from}, ${minutes} minutes, ${room}`
  if (before && after) return `${before.session}: from ${at(before)} to ${at(after)}`
  if (after) return `${after.session}: new, ${at(after)}`
  return before ? `${before.session}: gone, was ${at(before)}` : ''
}
