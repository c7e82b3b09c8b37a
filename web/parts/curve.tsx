/** @jsxImportSource hono/jsx */
import type {Day} from '../../src/time.ts'

/** A day of a curve and how high it stands at the end of it. */
export type CurvePoint = Readonly<{on: Day; total: number}>

type CurveFacts = Readonly<{
  /** What the picture shows, for who cannot see it. */
  label: string
  points: readonly CurvePoint[]
  /** How high it may come: drawn as a line. */
  most: number
  /** A day as the axis names it. */
  dayText: (on: Day) => string
}>

const WIDTH = 360
const HEIGHT = 170
const LEFT = 40
const RIGHT = 8
const TOP = 14
const BOTTOM = 24
const DAY_MILLISECONDS = 86_400_000

/** A rising line over days, as a picture that needs no script and follows the theme; its figures belong beside it in a table. */
export function Curve({label, points, most, dayText}: CurveFacts) {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  const top = Math.max(most, last.total, 1)
  const days = Math.max(1, daysBetween(first.on, last.on))
  const x = (on: Day): number => LEFT + (daysBetween(first.on, on) / days) * (WIDTH - LEFT - RIGHT)
  const y = (total: number): number => HEIGHT - BOTTOM - (total / top) * (HEIGHT - TOP - BOTTOM)
  const base = y(0)
  const line = points.map(({on, total}, i) => `${i === 0 ? 'M' : 'L'}${round(x(on))} ${round(y(total))}`).join('')
  const area = `${line}L${round(x(last.on))} ${base}L${round(x(first.on))} ${base}Z`
  return (
    <svg class="curve" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <line class="grid" x1={LEFT} x2={WIDTH - RIGHT} y1={base} y2={base} />
      <line class="most" x1={LEFT} x2={WIDTH - RIGHT} y1={y(most)} y2={y(most)} />
      <path class="area" d={area} />
      <path class="line" d={line} />
      <circle class="end" cx={x(last.on)} cy={y(last.total)} r="4" />
      <text class="high" x={LEFT - 6} y={y(most) + 4}>
        {most}
      </text>
      <text class="high" x={LEFT - 6} y={base + 4}>
        0
      </text>
      <text x={LEFT} y={HEIGHT - 6}>
        {dayText(first.on)}
      </text>
      {first === last ? null : (
        <text class="last" x={WIDTH - RIGHT} y={HEIGHT - 6}>
          {dayText(last.on)}
        </text>
      )}
    </svg>
  )
}

function daysBetween(from: Day, to: Day): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
