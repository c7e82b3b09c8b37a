import {meets} from './state.ts'
import type {Timetable} from './model.ts'

type Pairs = Pick<Timetable, 'items' | 'adjacent' | 'words' | 'starts'>

/**
 * A largest set of items of which no two may meet: a timetable takes at least as many slots. Branches on one item at a time
 * and leaves what no colouring allows to be larger (Tomita and Seki, 2003); after `steps` branches the largest until then.
 */
export function largestClique(timetable: Pairs, steps = 2_000_000): number[] {
  const degree = (item: number): number => timetable.starts[item + 1]! - timetable.starts[item]!
  const all = Array.from({length: timetable.items}, (_, item) => item).toSorted((a, b) => degree(b) - degree(a))
  const search = {timetable, best: [] as number[], left: steps}
  grow(search, [], all)
  return search.best.toSorted((a, b) => a - b)
}

type CliqueSearch = {readonly timetable: Pairs; best: number[]; left: number}

function grow(search: CliqueSearch, clique: readonly number[], candidates: readonly number[]): void {
  if (clique.length > search.best.length) search.best = [...clique]
  const {order, colours} = coloured(search.timetable, candidates)
  for (let at = order.length - 1; at >= 0; at--) {
    if (clique.length + colours[at]! <= search.best.length || search.left-- <= 0) return
    const item = order[at]!
    const beside = order.slice(0, at).filter((other) => meets(search.timetable, item, other))
    grow(search, [...clique, item], beside)
  }
}

/** Items by colour, so that those of one colour may all meet; a clique has at most one of each. */
function coloured(timetable: Pairs, items: readonly number[]): Readonly<{order: number[]; colours: number[]}> {
  const classes: number[][] = []
  for (const item of items) {
    const own = classes.find((each) => !each.some((other) => meets(timetable, item, other)))
    if (own) own.push(item)
    else classes.push([item])
  }
  return {order: classes.flat(), colours: classes.flatMap((own, colour) => own.map(() => colour + 1))}
}
