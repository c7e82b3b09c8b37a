import {createHash} from 'node:crypto'
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Figure} from './measured-case.ts'

/** A figure with the most memory its process had, or why there is none. */
export type Run = (Figure & Readonly<{megabytes: number}>) | Readonly<{failure: string}>

const ROOT = join(import.meta.dirname, '../../..')
const CODE = ['src/planning/engine', 'test/bench/measured', 'test/support']

/** Runs that were measured with the code as it is now; others are measured anew. */
export class KeptRuns {
  readonly #file: string
  readonly #code = fingerprint()
  readonly runs: Map<string, Run>

  constructor(file: string, fresh: boolean) {
    this.#file = file
    const kept = !fresh && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Stored) : undefined
    this.runs = new Map(kept?.code === this.#code ? Object.entries(kept.runs) : [])
  }

  keep(key: string, run: Run): void {
    this.runs.set(key, run)
    const stored: Stored = {code: this.#code, machine: process.version, runs: Object.fromEntries(this.runs)}
    writeFileSync(this.#file, `${JSON.stringify(stored, null, 2)}\n`)
  }
}

type Stored = Readonly<{code: string; machine: string; runs: Readonly<Record<string, Run>>}>

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const folder of CODE)
    for (const path of readdirSync(join(ROOT, folder), {recursive: true, encoding: 'utf8'}).toSorted())
      if (path.endsWith('.ts')) hash.update(readFileSync(join(ROOT, folder, path)))
  return hash.digest('hex').slice(0, 12)
}
