/** Divides `total` in whole numbers by weight, so that they add up (largest remainder; the first wins a tie). */
export function shares(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  const exact = weights.map((weight) => (total * weight) / sum)
  const whole = exact.map(Math.floor)
  const left = total - whole.reduce((a, b) => a + b, 0)
  const largest = exact
    .map((share, index) => ({index, rest: share - Math.floor(share)}))
    .toSorted((a, b) => b.rest - a.rest || a.index - b.index)
    .slice(0, left)
  const topped = new Set(largest.map(({index}) => index))
  return whole.map((share, index) => share + (topped.has(index) ? 1 : 0))
}
