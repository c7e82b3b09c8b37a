import {randomFrom} from '../../src/planning/engine/random.ts'
import {ROTA_WEIGHTS, type RotaDuty, type RotaProblem} from '../../src/planning/engine/rota/rota-problem.ts'

/** A rota for `staff` people over `days` days with two half-days each: sessions with a lead and one to three invigilators. */
export function randomRota(size: Readonly<{staff: number; days: number; seed: number; load?: number}>): RotaProblem {
  const random = randomFrom(size.seed * 31_337 + 5)
  const pick = (n: number): number => Math.floor(random() * n)
  const halves = Array.from({length: size.days * 2}, (_, h) => {
    const from = Math.floor(h / 2) * 1440 + (h % 2 === 0 ? 540 : 780)
    return {day: Math.floor(h / 2), from, to: from + 180}
  })
  const duties: RotaDuty[] = []
  const perHalf = size.staff * (size.load ?? 0.16)
  let session = 0
  for (const half of halves)
    for (let count = 0; count < perHalf; session++) {
      const location = pick(2)
      const many = 2 + pick(3)
      for (let i = 0; i < many; i++)
        duties.push({key: `${session}-${i}`, kind: i === 0 ? 'lead' : 'invigilator', session, ...half, location})
      count += many
    }
  const staff = Array.from({length: size.staff}, (_, i) => ({
    code: `S${i}`,
    leads: random() < 0.6,
    invigilates: true,
    free: halves.filter(() => random() < 0.75).map(({from, to}) => [from, to] as const),
    stays: [],
    location: -1,
    carried: 0,
    limit: null,
  }))
  return {
    duties,
    staff,
    travel: [
      [0, 30],
      [30, 0],
    ],
    weights: ROTA_WEIGHTS,
  }
}
