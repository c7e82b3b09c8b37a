import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {parseArgs} from 'node:util'
import {SUBJECTS} from '../test/bench/measured/measured-case.ts'
import {runSeries} from '../test/bench/measured/series.ts'

/*
 * Benches by name: `npm run bench -- planning orals rota seating` measures the engine, every other name runs the files of
 * test/bench that hold it. Without a name all of them.
 */

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    quick: {type: 'boolean', default: false},
    fresh: {type: 'boolean', default: false},
    only: {type: 'string', default: ''},
    data: {type: 'string', default: process.env['ONTRAC_BENCH_DATA'] ?? ''},
    json: {type: 'string', default: 'bench-figures.json'},
  },
})
const subjects = SUBJECTS.filter((subject) => positionals.length === 0 || positionals.includes(subject))
const others = positionals.filter((name) => !SUBJECTS.some((subject) => subject === name))

if (subjects.length > 0) {
  const {only, quick, fresh, data, json} = values
  if (data === '') say('Public instances are not measured: --data or ONTRAC_BENCH_DATA names their folder.')
  say(`\n${await runSeries({subjects, only, quick, fresh, data, file: json}, say)}`)
}
if (others.length > 0 || positionals.length === 0) {
  const root = join(import.meta.dirname, '..')
  const build = spawnSync(process.execPath, ['bin/build.ts'], {cwd: root, stdio: 'inherit'})
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const run = spawnSync(process.execPath, [vitest, 'run', '--mode', 'bench', ...others], {cwd: root, stdio: 'inherit'})
  process.exitCode = build.status || run.status || 0
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
