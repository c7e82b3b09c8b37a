import type {Problem} from '../problem.ts'
import type {BundleLists} from './clusters.ts'

/** Starts at which sessions are planned, in order of time. */
export type Columns = Readonly<{
  count: number
  from: Int32Array
  /** End of the day part it lies in. */
  end: Int32Array
  day: Int32Array
  slot: Int32Array
  /** The column after the last one of the same day part. */
  past: Int32Array
}>

const GRID = 15
/** As many starts as the search can tell apart. */
const MOST = 250

/**
 * Every day part has a start at its beginning, and further ones behind a session of usual length (that of three bundles in
 * four) and the
 * rest of the room; starts that an exam already has are starts too.
 */
export function columnsOf({slots, exams, turnaround}: Problem, {minutes}: Pick<BundleLists, 'minutes'>): Columns {
  const sorted = minutes.toSorted()
  const usual = sorted[Math.floor(sorted.length * 0.75)] ?? 60
  const shortest = sorted[0] ?? 60
  const step = Math.max(GRID, Math.ceil((usual + turnaround) / GRID) * GRID)
  const inTime = [...slots.keys()].toSorted((a, b) => slots[a]!.from - slots[b]!.from || slots[a]!.to - slots[b]!.to)
  const turns = (most: number): {from: number; slot: number}[] =>
    inTime.flatMap((slot) => {
      const {from, to} = slots[slot]!
      const fit = Math.max(1, Math.min(most, Math.floor((to - from - shortest) / step) + 1))
      return Array.from({length: fit}, (_, turn) => ({from: from + turn * step, slot}))
    })
  const set = [...new Set(exams.flatMap(({once, starts}) => (once ? starts : [])))].flatMap((start) => {
    const slot = inTime.find((each) => slots[each]!.from < start && start < slots[each]!.to)
    return slot === undefined ? [] : [{from: start, slot}]
  })
  const all = ([3, 2, 1].map(turns).find((found) => found.length + set.length <= MOST) ?? turns(1).slice(0, MOST))
    .concat(set)
    .toSorted((a, b) => inTime.indexOf(a.slot) - inTime.indexOf(b.slot) || a.from - b.from)
    .filter(({from, slot}, at, list) => at === 0 || list[at - 1]!.slot !== slot || list[at - 1]!.from !== from)
  const past = new Int32Array(all.length)
  for (let column = all.length - 1; column >= 0; column--)
    past[column] = all[column + 1]?.slot === all[column]!.slot ? past[column + 1]! : column + 1
  return {
    count: all.length,
    from: Int32Array.from(all, ({from}) => from),
    end: Int32Array.from(all, ({slot}) => slots[slot]!.to),
    day: Int32Array.from(all, ({slot}) => slots[slot]!.day),
    slot: Int32Array.from(all, ({slot}) => slot),
    past,
  }
}

/** How many columns a session of so many minutes fills from a column on; 0 when it ends after the day part. */
export function spanOf({from, end, past}: Columns, turnaround: number, column: number, minutes: number): number {
  const to = from[column]! + minutes
  if (to > end[column]!) return 0
  let span = 1
  while (column + span < past[column]! && from[column + span]! < to + turnaround) span++
  return span
}

/** How many starts of the same day part come before a column. */
export function turnOf({past}: Columns, column: number): number {
  let turn = 0
  while (column - turn > 0 && past[column - turn - 1] === past[column]) turn++
  return turn
}
