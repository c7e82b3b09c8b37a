import type {Annealing} from './anneal.ts'

/** How much of a new look replaces the older ones, and which share of the proposals all items have alike. */
const FRESH = 0.5
const ALIKE = 0.23

/** Decides how often each item is proposed, by how much its moves have changed the cost lately. */
export type Attention = Readonly<{flux: Float64Array}>

export function evenAttention(items: number): Attention {
  return {flux: new Float64Array(items).fill(1)}
}

/**
 * Proposes items the more the further their moves change the cost: those that are frozen, and those that go to and fro
 * without changing anything, are not worth as many. Detailed balance holds, since the choice of an item does not depend on
 * where it is.
 */
export function redraw({draws, flux, temperature}: Annealing, attention: Attention): void {
  const items = flux.length
  let total = 0
  for (let item = 0; item < items; item++) {
    attention.flux[item] = (1 - FRESH) * attention.flux[item]! + (FRESH * flux[item]!) / temperature
    flux[item] = 0
    total += Math.sqrt(attention.flux[item]!)
  }
  if (total === 0) return
  let at = 0
  let due = 0
  for (let item = 0; item < items; item++) {
    due += draws.length * (ALIKE / items + ((1 - ALIKE) * Math.sqrt(attention.flux[item]!)) / total)
    while (at < due && at < draws.length) draws[at++] = item
  }
  while (at < draws.length) draws[at++] = items - 1
}
