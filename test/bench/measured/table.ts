import {keyOf} from './cases.ts'
import type {Run} from './kept-runs.ts'
import type {MeasuredCase} from './measured-case.ts'

type Measured = Extract<Run, {value: number}>

const HEAD = ['', 'median', 'unit', 'best', '%', 'bound', 'peer', 'goal', '', 'CPU s', 'M moves/s', 'MB', 'runs']

/** All figures, a block for each group, and below each what else is to be told: means, notes, and kinds of move. */
export function tableOf(cases: readonly MeasuredCase[], runs: ReadonlyMap<string, Run>): string {
  const blocks = [...Map.groupBy(cases, ({group}) => group)].map(([group, own]) => {
    const rows = own.map((each) => ({each, found: foundOf(each, runs), failures: failuresOf(each, runs)}))
    return [
      `## ${group}`,
      ...aligned([HEAD, ...rows.map(({each, found}) => rowOf(each, found))]),
      ...meanOf(rows),
      ...rows.flatMap(({each, found, failures}) => [
        ...failures.map((why) => `${each.name}: ${why}`),
        ...(found.length === 0 ? [] : told(each, found)),
      ]),
    ].join('\n')
  })
  return blocks.join('\n\n')
}

function runsOf(each: MeasuredCase, runs: ReadonlyMap<string, Run>): Run[] {
  return Array.from({length: each.seeds}, (_, i) => runs.get(keyOf(each, i + 1))).filter((run) => run !== undefined)
}

function foundOf(each: MeasuredCase, runs: ReadonlyMap<string, Run>): Measured[] {
  return runsOf(each, runs).flatMap((run) => ('failure' in run ? [] : [run]))
}

function failuresOf(each: MeasuredCase, runs: ReadonlyMap<string, Run>): string[] {
  return runsOf(each, runs).flatMap((run) => ('failure' in run ? [run.failure] : []))
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2
}

function rowOf({name, unit, best, bound, peer, goal}: MeasuredCase, found: readonly Measured[]): string[] {
  if (found.length === 0) return [name, '–', unit, ...HEAD.slice(3).map(() => '')]
  const value = median(found.map((run) => run.value))
  const speeds = found.flatMap(({proposals, seconds}) => (proposals ? [proposals / seconds / 1e6] : []))
  return [
    name,
    short(value),
    unit,
    short(best),
    best === undefined ? '' : (100 * (value / best - 1)).toFixed(2),
    short(bound),
    short(peer),
    short(goal),
    goal === undefined ? '' : value <= goal + 1e-9 ? 'met' : 'not met',
    short(median(found.map(({seconds}) => seconds))),
    speeds.length === 0 ? '' : speeds.length > 0 ? median(speeds).toFixed(1) : '',
    Math.max(...found.map(({megabytes}) => megabytes)).toFixed(0),
    `${found.length}`,
  ]
}

function short(value: number | undefined): string {
  if (value === undefined) return ''
  return Math.abs(value) >= 1_000 ? value.toFixed(0) : `${Number(value.toPrecision(4))}`
}

/** The mean distance from the best known of a group, or the mean of its values over seeds where there are many. */
function meanOf(rows: readonly Readonly<{each: MeasuredCase; found: readonly Measured[]}>[]): string[] {
  const gaps = rows.flatMap(({each: {best}, found}) =>
    best === undefined || found.length === 0 ? [] : [100 * (median(found.map(({value}) => value)) / best - 1)],
  )
  if (gaps.length < 2) return []
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  return [`mean ${mean.toFixed(2)} % above the best, at most ${Math.max(...gaps).toFixed(2)} %`]
}

function told({name}: MeasuredCase, found: readonly Measured[]): string[] {
  const [first] = found
  const notes = Object.entries(first!.notes ?? {}).map(
    ([what, value]) => `${what} ${typeof value === 'number' ? short(value) : value}`,
  )
  const moves = Object.entries(first!.moves ?? {}).flatMap(([move, {tried, accepted, time}]) =>
    tried === 0
      ? []
      : [
          `${move} ${(tried / 1e6).toFixed(1)} M, ${((100 * accepted) / tried).toFixed(1)} % accepted` +
            (time === undefined ? '' : `, ${(100 * time).toFixed(0)} % of the time`),
        ],
  )
  const spread =
    found.length < 4
      ? []
      : [`mean ${short(found.reduce((sum, {value}) => sum + value, 0) / found.length)} over ${found.length} seeds`]
  const parts = [...spread, ...notes, ...moves]
  return parts.length === 0 ? [] : [`  ${name}: ${parts.join('; ')}`]
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  )
}
