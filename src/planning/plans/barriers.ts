/** Things that can keep a registration from a place, each with what would take it away. Other exams have one each. */
export const BARRIERS = {
  'school-days': {
    text: 'the student is not at school, or is blocked, then',
    remedy: 'another day at school: ontrac student days STUDENT --at DATE',
  },
  elsewhere: {
    text: 'the student is in another session then, or on the way from it',
    remedy: 'move that one: ontrac enrolment move',
  },
  'other-exam': {
    text: 'the student takes another exam of the plan then, or is on the way from it',
    remedy: 'another time for that one: ontrac plan try PLAN SESSION',
  },
  window: {
    text: 'the exam may not be taken then',
    remedy: 'a wider window: ontrac period windows, or ontrac exam window for a central exam',
  },
  'day-parts': {
    text: 'with extra time it does not end within the day part, or within the session',
    remedy: 'a longer day part: ontrac plan make --day-part 09:00-17:00',
  },
  'one-moment': {
    text: 'the exam has one moment, and it is not then',
    remedy: 'several moments: ontrac exam change EXAM --moments several',
  },
  computers: {
    text: 'the room has no computer left for him',
    remedy: 'more computers: ontrac room change ROOM --computers N',
  },
  features: {
    text: 'the room lacks what the exam or the student needs',
    remedy: 'a room that has it: ontrac room change ROOM --feature stil',
  },
  taken: {
    text: 'the room is taken or blocked then',
    remedy: 'another room, or free one: ontrac room bookings ROOM',
  },
  full: {
    text: 'the session is full',
    remedy: 'a larger room: ontrac plan move PLAN SESSION --room ROOM',
  },
  'no-session': {
    text: 'no session may be opened for it',
    remedy: 'extra sessions: ontrac plan top-up PERIOD',
  },
} as const satisfies Readonly<Record<string, Readonly<{text: string; remedy: string}>>>
export type Barrier = keyof typeof BARRIERS

/** A set of barriers; `of` names the exams behind `other-exam`. */
export type BarrierSet = readonly Barrier[]

/** Of sets, those that hold no other one, smallest first; each once. */
export function smallest(sets: readonly BarrierSet[]): BarrierSet[] {
  const distinct = [...new Map(sets.map((set) => [[...set].toSorted().join(' '), set])).values()]
  return distinct
    .filter((set) => !distinct.some((other) => other !== set && other.every((each) => set.includes(each))))
    .toSorted((a, b) => a.length - b.length || (a.join(' ') < b.join(' ') ? -1 : 1))
}

/**
 * The smallest set of barriers of which every one of `sets` holds at least one: with all of them in the way nothing is left,
 * and without any one of them something is. Empty when one of the sets is.
 */
export function inTheWay(sets: readonly BarrierSet[]): BarrierSet {
  const least = smallest(sets)
  if (least.length === 0 || least.some((set) => set.length === 0)) return []
  const all = [...new Set(least.flat())].toSorted()
  for (let size = 1; size <= all.length; size++) {
    const found = subsets(all, size).find((some) => least.every((set) => set.some((each) => some.includes(each))))
    if (found) return found
  }
  return all
}

function subsets(all: readonly Barrier[], size: number): BarrierSet[] {
  if (size === 0) return [[]]
  return all.flatMap((each, i) => subsets(all.slice(i + 1), size - 1).map((rest) => [each, ...rest]))
}
