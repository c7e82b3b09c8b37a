import {completion} from './completion/completion.ts'
import {holding} from './completion/holding.ts'
import {meet, within} from './completion/stays.ts'
import {crewed} from './crews.ts'
import type {OpenedSession, PlanDraft, Problem} from '../engine/problem.ts'
import {otherPlaces} from './other-places.ts'

/** Why a session cannot stay as it is. */
export type Breakage = 'room-gone' | 'room-taken' | 'window' | 'staff'

/** What of a plan no longer holds. Indexes are those of opened sessions. */
export type Broken = Readonly<{
  sessions: readonly Readonly<{index: number; why: readonly Breakage[]}>[]
  /** Registrations whose seat no longer holds, whatever the session does. */
  seats: readonly number[]
}>

/** A plan put right. */
export type Repaired = Readonly<{
  draft: PlanDraft
  broken: Broken
  /** Sessions for which no other place was found; their students are seated elsewhere as far as it goes. */
  dissolved: ReadonlySet<number>
}>

/** Other places for a session that are tried in full. */
const TRIED = 12

/**
 * Puts right what no longer holds with the fewest moves: a session goes to another room at its own time before another time,
 * whoever cannot come along gets a seat that is left, who cannot work is replaced; nobody and nothing else moves. A plan with
 * nothing broken stays what it is.
 *
 * @param students whether seats are looked at too that no longer suit their student
 */
export function repaired(problem: Problem, plan: PlanDraft, students: boolean): Repaired {
  const known = withoutUnknown(problem, plan)
  const broken = brokenIn(problem, known, students)
  const dissolved = new Set<number>()
  const moving = broken.sessions.filter(({why}) => why.some((each) => each !== 'staff')).map(({index}) => index)
  const closed = known.opened.map((session, index) => (moving.includes(index) ? {...session, exams: []} : session))
  // Nobody is seated in a session that has no place yet.
  let draft = unseated({...known, opened: closed}, broken.seats)
  for (const index of bySize(problem, draft, moving)) {
    const better = bestPlace(problem, withSession(draft, index, known.opened[index]!), index)
    if (!better) dissolved.add(index)
    draft = better ?? emptied(problem, draft, index)
  }
  draft = completion(problem, draft, {
    movable: () => false,
    wanted: (demand) => plan.seatOf[demand] !== -1,
  }).plan
  const crews = new Set(
    [...moving, ...broken.sessions.map(({index}) => index)].filter((index) => !dissolved.has(index)),
  )
  return {draft: crewed(problem, draft, crews, false), broken, dissolved}
}

/** Seats in sessions that are gone are no seats, and exams that are gone are not offered. */
function withoutUnknown({exams, fixed}: Problem, {opened, seatOf}: PlanDraft): PlanDraft {
  const sessions = fixed.length + opened.length
  return {
    opened: opened.map((session) => ({...session, exams: session.exams.filter((exam) => exams[exam] !== undefined)})),
    seatOf: seatOf.map((session) => (session >= 0 && session < sessions ? session : -1)),
  }
}

function brokenIn(problem: Problem, draft: PlanDraft, students: boolean): Broken {
  const sessions = [...draft.opened.keys()].flatMap((index) => {
    const why = breakages(problem, draft, index)
    return why.length > 0 ? [{index, why}] : []
  })
  if (!students) return {sessions, seats: []}
  const gone = new Set(sessions.map(({index}) => problem.fixed.length + index))
  const seated = [...draft.seatOf.keys()].filter((demand) => draft.seatOf[demand]! >= 0)
  const looked = seated.filter((demand) => !gone.has(draft.seatOf[demand]!))
  const others = unseated(draft, seated)
  const held = holding(problem, others, looked, draft)
  return {sessions, seats: looked.filter((demand) => held.seatOf[demand] !== draft.seatOf[demand])}
}

function breakages(problem: Problem, {opened}: PlanDraft, index: number): Breakage[] {
  const session = opened[index]!
  const {room, from, to, exams, lead, invigilators} = session
  const where = problem.rooms[room]
  const found: Breakage[] = []
  if (!where) found.push('room-gone')
  else if (
    where.busy.some(([start, end]) => start < to && from < end) ||
    opened.some((other, i) => i < index && other.room === room && other.from < to && from < other.to)
  )
    found.push('room-taken')
  if (!exams.every((exam) => within([from, to], problem.exams[exam]!.windows))) found.push('window')
  const crew = [...(lead === -1 ? [] : [lead]), ...invigilators]
  if (!crew.every((who) => canWork(problem, opened, index, who))) found.push('staff')
  return found
}

function canWork(problem: Problem, opened: readonly OpenedSession[], index: number, who: number): boolean {
  const member = problem.staff[who]
  const {room, from, to} = opened[index]!
  const stay = {from, to, location: problem.rooms[room]?.location ?? -1}
  if (!member || !within([from, to], member.free) || member.stays.some((other) => meet(problem, other, stay)))
    return false
  return opened.every((other, i) => {
    if (i >= index || !(other.lead === who || other.invigilators.includes(who))) return true
    return !meet(problem, stay, {from: other.from, to: other.to, location: problem.rooms[other.room]?.location ?? -1})
  })
}

/** The place with the fewest moves: nobody without a seat before few other seats before the same time before little waste. */
function bestPlace(problem: Problem, draft: PlanDraft, index: number): PlanDraft | undefined {
  const was = draft.opened[index]!
  const here = problem.rooms[was.room]?.location ?? -1
  const places = otherPlaces(problem, draft, index)
  const first = places.filter(({from}) => from === was.from)
  const tried = [...first, ...places.filter(({from}) => from !== was.from)].slice(0, TRIED)
  const scored = tried.map((place) => {
    const moved = movedTo(problem, draft, index, place)
    const own = membersOf(problem, draft, index)
    const elsewhere = own.filter((demand) => moved.seatOf[demand] !== draft.seatOf[demand])
    const lost = elsewhere.filter((demand) => moved.seatOf[demand] === -1).length
    const {location, seats} = problem.rooms[place.room]!
    const later = place.from === was.from ? 0 : own.length
    const away = location === here ? 0 : own.length
    return {moved, score: [lost, elsewhere.length + later + away, seats, place.from]}
  })
  return scored.toSorted((a, b) => compare(a.score, b.score))[0]?.moved
}

function movedTo(problem: Problem, draft: PlanDraft, index: number, place: OpenedSession): PlanDraft {
  const own = membersOf(problem, draft, index)
  const base = unseated(withSession(draft, index, place), own)
  const held = holding(problem, base, own, draft)
  return completion(problem, held, {movable: () => false, wanted: (demand) => own.includes(demand), nodes: 0}).plan
}

function emptied(problem: Problem, draft: PlanDraft, index: number): PlanDraft {
  const own = membersOf(problem, draft, index)
  return completion(problem, unseated(draft, own), {
    movable: () => false,
    wanted: (demand) => own.includes(demand),
    nodes: 0,
  }).plan
}

function withSession({opened, seatOf}: PlanDraft, index: number, session: OpenedSession): PlanDraft {
  return {opened: opened.map((each, i) => (i === index ? session : each)), seatOf}
}

function unseated(draft: PlanDraft, demands: readonly number[]): PlanDraft {
  const rising = new Set(demands)
  return {opened: draft.opened, seatOf: draft.seatOf.map((session, demand) => (rising.has(demand) ? -1 : session))}
}

function membersOf({fixed}: Problem, {seatOf}: PlanDraft, index: number): number[] {
  return [...seatOf.keys()].filter((demand) => seatOf[demand] === fixed.length + index)
}

function bySize(problem: Problem, draft: PlanDraft, sessions: readonly number[]): readonly number[] {
  const size = (index: number): number => membersOf(problem, draft, index).length
  return sessions.toSorted((a, b) => size(b) - size(a) || a - b)
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i])
  return at < 0 ? 0 : a[at]! - b[at]!
}

/** A plan without what is unknown, so that it can be priced: a room that is gone counts as any other. */
export function presentable(problem: Problem, plan: PlanDraft): PlanDraft {
  const {opened, seatOf} = withoutUnknown(problem, plan)
  const known = (who: number): boolean => problem.staff[who] !== undefined
  return {
    seatOf,
    opened: opened.map((session) => ({
      ...session,
      room: problem.rooms[session.room] ? session.room : 0,
      lead: known(session.lead) ? session.lead : -1,
      invigilators: session.invigilators.filter(known),
    })),
  }
}

/** A plan without these opened sessions, in which nobody sits. */
export function without(problem: Problem, {opened, seatOf}: PlanDraft, gone: ReadonlySet<number>): PlanDraft {
  const first = problem.fixed.length
  const left = [...opened.keys()].filter((index) => !gone.has(index))
  const index = new Map(left.map((was, is) => [first + was, first + is]))
  return {
    opened: left.map((was) => opened[was]!),
    seatOf: seatOf.map((session) => (session < first ? session : (index.get(session) ?? -1))),
  }
}
