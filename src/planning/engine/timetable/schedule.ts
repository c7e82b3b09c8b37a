import {anneal, type Annealing} from './anneal.ts'

/** Temperatures, each for one chunk of proposals. */
export type Schedule = Float64Array

/** Steps of a pilot, and the share of all proposals that it takes. */
const STEPS = 24
const PILOT = 0.06

/**
 * Lays out a cooling for so many chunks: most of them at temperatures where the cost moves most, as a quick pilot shows.
 * `hot` and `cold` bound it. What the pilot reached is where the search goes on.
 */
export function scheduleFor(annealing: Annealing, chunks: number, chunk: number, hot: number, cold: number): Schedule {
  const pilot = Math.max(STEPS, Math.floor((chunks * chunk * PILOT) / 32))
  const weights: number[] = []
  const at = (step: number): number => hot * (cold / hot) ** (step / (STEPS - 1))
  for (let step = 0; step < STEPS; step++) {
    annealing.temperature = at(step)
    weights.push(spread(annealing, Math.max(1, Math.floor(pilot / STEPS))) / annealing.temperature)
  }
  const floor = Math.max(...weights) * 0.1
  const smooth = weights.map((_, i) => {
    const near = weights.slice(Math.max(0, i - 1), i + 2)
    return Math.max(floor, near.reduce((sum, weight) => sum + weight, 0) / near.length)
  })
  return spreadOver(smooth, chunks, at)
}

/** The standard deviation of the cost during some proposals at one temperature. */
function spread(annealing: Annealing, pieces: number): number {
  let [count, mean, squares] = [0, 0, 0]
  for (let piece = 0; piece < 32; piece++) {
    anneal(annealing, pieces)
    if (piece < 8) continue
    count++
    const off = annealing.cost - mean
    mean += off / count
    squares += off * (annealing.cost - mean)
  }
  return Math.sqrt(squares / count)
}

function spreadOver(weights: readonly number[], chunks: number, at: (step: number) => number): Schedule {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const schedule = new Float64Array(chunks)
  let step = 0
  let passed = 0
  for (let chunk = 0; chunk < chunks; chunk++) {
    const target = ((chunk + 0.5) / chunks) * total
    while (step < weights.length - 1 && passed + weights[step]! < target) passed += weights[step++]!
    const within = Math.min(1, (target - passed) / weights[step]!)
    schedule[chunk] = at(((step + within) / weights.length) * (weights.length - 1))
  }
  return schedule
}
