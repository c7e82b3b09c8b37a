import type {MakingProgress} from '../../src/planning/plans/make-plan.ts'
import type {PlanSheet} from '../../src/planning/plans/plan-sheet.ts'
import type {Clock} from '../../src/ports.ts'
import type {Out} from './out.ts'
import {nameOf} from './plan-effect-view.ts'

/** At most so many rows of those without a place; `--json` has them all. */
const SHOWN = 20

/** A plan: its sessions, who has no place and why, what is planned by hand, and what it costs. */
export function showPlan(plan: PlanSheet, out: Out): void {
  out.title(`Plan ${plan.code} of period ${plan.period}: ${plan.state}`)
  out.table(
    ['Session', 'Day', 'Time', 'Minutes', 'Room', 'Location', 'Exams', 'Students', 'Seats', 'Lead', 'Invigilators'],
    plan.sessions.map((session) => [
      session.code,
      session.on,
      session.from,
      session.minutes,
      session.room,
      session.location,
      session.exams.map(({exam, students}) => `${exam} (${students})`).join(' '),
      session.students,
      session.capacity,
      session.lead?.staff ?? null,
      session.invigilators.map(({staff}) => staff).join(' '),
    ]),
    'It opens no session.',
  )
  out.line(
    `${plan.placed} registrations have a place${plan.inFixed > 0 ? `, ${plan.inFixed} of them in sessions that were there` : ''}; ${plan.unplaced.length} have none.`,
  )
  showUnplaced(plan.unplaced, out)
  showByHand(plan.byHand, out)
  out.table(
    ['Cost', 'Amount', 'Points'],
    plan.costs.terms.filter(({amount}) => amount > 0).map(({name, amount, cost}) => [nameOf(name), amount, cost]),
    'It costs nothing.',
  )
}

/** Registrations without a place, with the reason of each. */
export function showUnplaced(unplaced: PlanSheet['unplaced'], out: Out): void {
  if (unplaced.length === 0) return
  out.table(
    ['Registration', 'Student', 'Exam', 'Why it has no place'],
    unplaced.slice(0, SHOWN).map(({registration, student, exam, why}) => [registration, student, exam, why]),
  )
  if (unplaced.length > SHOWN) out.hint(`${unplaced.length - SHOWN} more; see them all with --json.`)
}

/** Oral and practical exams, which are not planned in clusters. */
export function showByHand(byHand: PlanSheet['byHand'], out: Out): void {
  for (const {exam, form, registrations} of byHand)
    out.warn(`${exam} is ${form}: plan its ${registrations} registrations by hand.`)
}

/** Milliseconds between two looks at what the best plan costs: it takes time to reckon. */
const LOOK = 250

/** Says how far planning is: the best plan until now with its dearest terms; on a terminal only. */
export function makingProgress(out: Out, clock: Clock): (progress: MakingProgress) => void {
  let looked = 0
  return ({round, rounds, unplaced, sessions, costs}) => {
    const now = Date.parse(clock.now())
    if (now - looked < LOOK && round < rounds) return
    looked = now
    out.progress(() => {
      const terms = costs()
      const dearest = terms.filter(({cost}) => cost > 0).toSorted((a, b) => b.cost - a.cost)
      const total = terms.reduce((sum, {cost}) => sum + cost, 0)
      const most = dearest.slice(0, 3).map(({name, cost}) => `${nameOf(name)} ${cost}`)
      return `${round} of ${rounds}: ${sessions} sessions, ${unplaced} without a place, cost ${total} (${most.join(', ')})`
    })
  }
}
