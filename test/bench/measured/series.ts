import {execFile} from 'node:child_process'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {allCases, keyOf} from './cases.ts'
import {KeptRuns, type Run} from './kept-runs.ts'
import type {MeasuredCase, Subject} from './measured-case.ts'
import {tableOf} from './table.ts'

export type SeriesOptions = Readonly<{
  subjects: readonly Subject[]
  /** Only cases whose group and name hold this word. */
  only: string
  quick: boolean
  fresh: boolean
  /** Folder of the public instances. */
  data: string
  /** Where runs are kept, so that a series that was cut off goes on. */
  file: string
}>

/** Runs what was not run yet, one process at a time, and shows each figure as it comes; answers the table of all. */
export async function runSeries(
  {subjects, only, quick, fresh, data, file}: SeriesOptions,
  say: (line: string) => void,
): Promise<string> {
  const kept = new KeptRuns(file, fresh)
  const wanted = (each: MeasuredCase): boolean =>
    subjects.includes(each.subject) && `${each.group} ${each.name}`.includes(only)
  const cases = allCases(data).filter((each) => wanted(each) && (!quick || each.quick > 0))
  for (const each of cases) {
    for (let seed = 1; seed <= (quick ? each.quick : each.seeds); seed++) {
      const key = keyOf(each, seed)
      if (kept.runs.has(key)) continue
      const run = await measured(each, seed, data)
      kept.keep(key, run)
      say(`${key}: ${'failure' in run ? run.failure : `${run.value.toFixed(3)} ${each.unit}`}`)
    }
  }
  return tableOf(cases, kept.runs)
}

async function measured(each: MeasuredCase, seed: number, data: string): Promise<Run> {
  const seeds = Array.from({length: each.workers ?? 1}, (_, worker) => seed + worker)
  const runs = await Promise.all(seeds.map((own) => apart(keyOf(each, own), data)))
  return runs.reduce((a, b) => ('failure' in a || (!('failure' in b) && b.value < a.value) ? b : a))
}

const ONE_RUN = join(import.meta.dirname, 'one-run.ts')

async function apart(key: string, data: string): Promise<Run> {
  try {
    const {stdout} = await promisify(execFile)(process.execPath, [ONE_RUN, key, data], {maxBuffer: 2 ** 24})
    return JSON.parse(stdout) as Run
  } catch (error) {
    const lines = String(error).split('\n')
    return {failure: lines.find((line) => /Error: (?!Command)/.test(line)) ?? lines[0]!}
  }
}
