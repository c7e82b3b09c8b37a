/** @jsxImportSource hono/jsx */

/** A square of a heat map: how full it is, from 0 (empty) to 1 (full), and the words that say so. */
export type HeatCell = Readonly<{share: number; figure: string; title: string}>

type HeatMapFacts = Readonly<{
  label: string
  rows: readonly string[]
  columns: readonly string[]
  /** Undefined where there is nothing. */
  cell: (row: number, column: number) => HeatCell | undefined
}>

const NAME_WIDTH = 96
const SIZE = 40
const ROW = 30
const HEAD = 24
/** Shares from which a square gets the next colour; the last is full. */
const STEPS = [0.25, 0.5, 0.75, 1]

/** Squares whose colour and figure say how full they are; wider than a phone, so it scrolls sideways, by keyboard too. */
export function HeatMap({label, rows, columns, cell}: HeatMapFacts) {
  const [width, height] = [NAME_WIDTH + columns.length * SIZE, HEAD + rows.length * ROW]
  return (
    <div class="sideways" tabindex={0} role="region" aria-label={label}>
      <svg class="heat" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
        {columns.map((name, x) => (
          <text class="day" x={NAME_WIDTH + (x + 0.5) * SIZE} y={HEAD - 8}>
            {name}
          </text>
        ))}
        {rows.map((name, y) => (
          <>
            <text class="room" x={0} y={HEAD + y * ROW + 19}>
              {name}
            </text>
            {columns.map((_, x) => (
              <Square at={[x, y]} cell={cell(y, x)} />
            ))}
          </>
        ))}
      </svg>
    </div>
  )
}

function Square({at: [x, y], cell}: Readonly<{at: readonly [number, number]; cell: HeatCell | undefined}>) {
  const [left, top] = [NAME_WIDTH + x * SIZE + 1, HEAD + y * ROW + 1]
  const look = cell === undefined ? 'none' : `h${STEPS.filter((step) => cell.share >= step).length}`
  const box = <rect class={look} x={left} y={top} width={SIZE - 2} height={ROW - 2} rx="3" />
  if (cell === undefined) return box
  return (
    <g>
      <title>{cell.title}</title>
      {box}
      <text class={`in ${look}`} x={left + SIZE / 2 - 1} y={top + 18}>
        {cell.figure}
      </text>
    </g>
  )
}
