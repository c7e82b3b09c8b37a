import type {PlanDraft, Problem} from '../../engine/problem.ts'
import {exhausted} from './exhausted.ts'
import {
  back,
  type Keeping,
  ownInTheWay,
  rise,
  scarce,
  type Search,
  type Seating,
  seatingOf,
  sit,
  suits,
} from './seating.ts'
import {type TightSet, tightSet} from './tight-set.ts'

export type CompletionOptions = Readonly<{
  /** Registrations that may get another seat than the plan gives them; the others stay. */
  movable: (demand: number) => boolean
  /** Registrations that need no seat here, such as those of another deed. */
  wanted?: (demand: number) => boolean
  keeping?: Keeping
  /** How many trials the search for a proof may take. */
  nodes?: number
}>

/** The most that could be seated in sessions that stay as they are. */
export type Completion = Readonly<{
  plan: PlanDraft
  /** Registrations that are wanted and have no seat. */
  stuck: readonly Readonly<{demand: number; because: TightSet | null}>[]
  /** Whether it is known that no more could be seated. */
  proven: boolean
  /** Registrations that sat elsewhere before. */
  moved: readonly number[]
}>

const NODES = 20_000
/** More without a seat than this are no matter of moving a few: they are looked for together, and the first are looked into. */
const MANY = 100
/** Others that may move for one registration, tried from few to many. */
const DEPTHS = [0, 1, 2, 4, 8]

/**
 * Gives every registration without a seat one in the sessions that are there, as far as it goes, by a flow over the seats
 * left: others who may move make room, as few as can be (features P10 and E10). Nobody else moves and no session opens.
 *
 * On small cases the answer is the best there is; on large ones `proven` says whether it is known to be.
 */
export function completion(problem: Problem, plan: PlanDraft, options: CompletionOptions): Completion {
  const {movable, wanted = () => true, keeping, nodes = NODES} = options
  const seating = seatingOf(problem, plan, keeping)
  const domains = domainsOf(seating)
  const search: Search = {seating, domains, movable}
  const waiting = [...problem.demands.keys()].filter((demand) => seating.seatOf[demand]! < 0 && wanted(demand))
  const ordered = waiting.toSorted((a, b) => domains(a).length - domains(b).length || a - b)
  const left = DEPTHS.reduce<readonly number[]>((still, depth) => {
    // Where nothing could be moved for one, nothing can for the next either: with very many that is looked at once.
    const dead = new Set<number>()
    const visited = (): Set<number> => (still.length > MANY ? dead : new Set())
    return still.filter((demand) => !place(search, demand, depth, visited()))
  }, ordered)
  const proof = left.length === 0 ? {stuck: [], proven: true} : prove(search, wanted, nodes)
  return {
    plan: {opened: plan.opened, seatOf: [...seating.seatOf]},
    stuck: proof.stuck,
    proven: proof.proven,
    moved: plan.seatOf.flatMap((session, demand) =>
      session >= 0 && seating.seatOf[demand] !== session ? [demand] : [],
    ),
  }
}

function domainsOf(seating: Seating): Search['domains'] {
  const {problem, sittings} = seating
  const offering = new Map<number, number[]>()
  for (const {index, exams} of sittings)
    for (const exam of exams) offering.set(exam, [...(offering.get(exam) ?? []), index])
  const known: (readonly number[] | undefined)[] = []
  return (demand) =>
    (known[demand] ??= (() => {
      const {exam, location} = problem.demands[demand]!
      const away = (session: number): number => (location < 0 || sittings[session]!.location === location ? 0 : 1)
      return (offering.get(exam) ?? [])
        .filter((session) => suits(seating, demand, sittings[session]!))
        .toSorted((a, b) => away(a) - away(b) || a - b)
    })())
}

/** Seats a registration, moving at most `depth` others one after another; false leaves all as it was. */
function place(search: Search, demand: number, depth: number, visited: Set<number>): boolean {
  const {seating, domains} = search
  for (const session of domains(demand)) {
    const sitting = seating.sittings[session]!
    if (ownInTheWay(seating, demand, sitting)?.length !== 0 || scarce(seating, demand, sitting)) continue
    sit(seating, demand, session)
    return true
  }
  if (depth === 0) return false
  return domains(demand).some((session) => {
    if (visited.has(session)) return false
    visited.add(session)
    return squeeze(search, demand, session, depth, visited)
  })
}

/** Makes room in one session: the student's own clashing exams move, or somebody else in it does. */
function squeeze(search: Search, demand: number, session: number, depth: number, visited: Set<number>): boolean {
  const {seating, movable} = search
  const sitting = seating.sittings[session]!
  const own = ownInTheWay(seating, demand, sitting)
  if (!own || !own.every(movable)) return false
  const short = scarce(seating, demand, sitting)
  const others = short ? holders(search, demand, session, short) : [[]]
  return others.some((leaving) => {
    const mark = seating.journal.length
    const moving = [...own, ...leaving]
    for (const each of moving) rise(seating, each)
    if (!scarce(seating, demand, sitting)) {
      sit(seating, demand, session)
      if (moving.every((each) => place(search, each, depth - 1, visited))) return true
    }
    back(seating, mark)
    return false
  })
}

/** Of each student who could leave a session for it: what he takes there. Those without computer do not help who needs one. */
function holders(
  {seating, movable}: Search,
  demand: number,
  session: number,
  short: 'seats' | 'computers',
): readonly (readonly number[])[] {
  const {problem, sittings} = seating
  const {student} = problem.demands[demand]!
  return [...sittings[session]!.seated]
    .filter(([who, own]) => {
      if (who === student || !own.every(movable)) return false
      return short === 'seats' || own.some((each) => problem.exams[problem.demands[each]!.exam]!.computer)
    })
    .map(([, own]) => own)
}

/** Whether those left can be proven to be stuck; else a last search, complete as long as it is small enough. */
function prove(
  search: Search,
  wanted: (demand: number) => boolean,
  nodes: number,
): Pick<Completion, 'stuck' | 'proven'> {
  const {seatOf} = search.seating
  const left = (): readonly number[] => [...seatOf.keys()].filter((demand) => seatOf[demand]! < 0 && wanted(demand))
  const because = (): Completion['stuck'] =>
    left().map((demand, i) => ({demand, because: i < MANY ? tightSet(search, demand) : null}))
  const found = because()
  if (found.every((one) => one.because !== null)) return {stuck: found, proven: true}
  const before = [...seatOf]
  const proven = exhausted(search, left(), nodes)
  return {stuck: seatOf.some((session, i) => session !== before[i]) ? because() : found, proven}
}
