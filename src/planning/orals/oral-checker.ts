import type {OralPlace, OralPlan, OralProblem} from '../engine/orals/oral-problem.ts'

/** One thing that is wrong with a plan of orals. */
export type OralViolation = Readonly<{
  rule:
    | 'competence'
    | 'examiner-away'
    | 'examiner-twice'
    | 'student-away'
    | 'student-twice'
    | 'room-away'
    | 'room-twice'
    | 'outside-part'
    | 'break'
    | 'grid'
  oral: string
  /** The other oral, where there is one. */
  other: string | null
}>

type Placed = OralPlace & Readonly<{oral: number; comes: number; to: number}>

/**
 * Every breach of a hard rule in a plan of orals, found by comparing all orals with all others: slow, plain, and without any
 * of the engine's code. None means that the plan may be applied.
 */
export function oralViolations(problem: OralProblem, plan: OralPlan): OralViolation[] {
  const placed = plan.places.flatMap((place, oral): Placed[] => {
    if (!place) return []
    const {minutes, preparation} = problem.orals[oral]!
    return [{...place, oral, comes: place.start - preparation, to: place.start + minutes}]
  })
  return [
    ...placed.flatMap((each) => alone(problem, each)),
    ...placed.flatMap((a, i) => placed.slice(i + 1).flatMap((b) => together(problem, a, b))),
    ...breaks(problem, placed),
  ]
}

function alone(problem: OralProblem, {oral, part, panel, start, room, comes, to}: Placed): OralViolation[] {
  const {key, panels, students} = problem.orals[oral]!
  const half = problem.parts[part]!
  const there = (free: readonly (readonly [number, number])[], from: number, until: number): boolean => {
    // Stretches that touch are one.
    let reach = from
    for (const [opens, closes] of [...free].sort((a, b) => a[0] - b[0]))
      if (opens <= reach && closes > reach) reach = closes
    return reach >= until
  }
  const found: OralViolation['rule'][] = []
  if (!panels.includes(panel)) found.push('competence')
  if (start < half.from || to > half.to) found.push('outside-part')
  if (start % problem.grid !== 0) found.push('grid')
  if (problem.panels[panel]!.examiners.some((e) => !there(problem.examiners[e]!.free, start, to)))
    found.push('examiner-away')
  if (students.some((s) => !there(problem.students[s]!.free, comes, to))) found.push('student-away')
  if (!there(problem.rooms[room]!.free, start, to)) found.push('room-away')
  return found.map((rule) => ({rule, oral: key, other: null}))
}

function together(problem: OralProblem, a: Placed, b: Placed): OralViolation[] {
  const [keyA, keyB] = [problem.orals[a.oral]!.key, problem.orals[b.oral]!.key]
  const found: OralViolation['rule'][] = []
  const meet = a.start < b.to && b.start < a.to
  const shared = problem.panels[a.panel]!.examiners.some((e) => problem.panels[b.panel]!.examiners.includes(e))
  if (shared && (meet || (a.part === b.part && a.panel !== b.panel))) found.push('examiner-twice')
  const same = problem.orals[a.oral]!.students.some((s) => problem.orals[b.oral]!.students.includes(s))
  const sameDay = problem.parts[a.part]!.day === problem.parts[b.part]!.day
  if (same && sameDay && a.comes < b.to + problem.rest && b.comes < a.to + problem.rest) found.push('student-twice')
  if (a.room === b.room && a.panel !== b.panel && a.start < b.to && b.start < a.to) found.push('room-twice')
  return found.map((rule) => ({rule, oral: keyA, other: keyB}))
}

function breaks(problem: OralProblem, placed: readonly Placed[]): OralViolation[] {
  if (problem.breakMinutes === 0) return []
  const sittings = Map.groupBy(placed, ({panel, part}) => `${panel} ${part}`)
  return [...sittings.values()].flatMap((own) => {
    const inOrder = [...own].sort((a, b) => a.start - b.start)
    let row = 0
    let before = -Infinity
    return inOrder.flatMap(({oral, start, to}): OralViolation[] => {
      row = start - before >= problem.breakMinutes ? 1 : row + 1
      before = to
      return row > problem.series ? [{rule: 'break', oral: problem.orals[oral]!.key, other: null}] : []
    })
  })
}
