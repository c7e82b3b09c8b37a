// Rewrites test/golden, what others depend on, to what the built program is now. Read the difference before you commit it.
// Tests that are named as arguments record their commands' answers too: `npm run golden test/e2e/kill.test.ts`.
import {spawnSync} from 'node:child_process'
import {globSync, mkdirSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {recordSeason} from '../test/support/record-season.ts'

const root = join(import.meta.dirname, '..')
const home = mkdtempSync(join(tmpdir(), 'ontrac-golden-'))
const answers = join(home, 'answers')
mkdirSync(answers)

/** Runs tests with golden files being written and answers being kept. */
function runTests(files: readonly string[]): boolean {
  if (files.length === 0) return true
  const env = {...process.env, UPDATE_GOLDEN: '1', ONTRAC_RECORD_JSON: answers}
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  return spawnSync(process.execPath, [vitest, 'run', ...files], {cwd: root, env, stdio: 'inherit'}).status === 0
}

/** The season, with settings and keys of its own. */
async function playSeason(): Promise<boolean> {
  const own = {HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home}
  const before = {...process.env}
  Object.assign(process.env, own)
  process.stdout.write('Playing the season…\n')
  const stopped = await recordSeason(home, answers)
  for (const name of Object.keys(own)) delete process.env[name]
  Object.assign(process.env, before)
  if (stopped !== undefined) process.stderr.write(`The season stopped: ${stopped}\n`)
  return stopped === undefined
}

const all = globSync('test/**/*.test.{ts,tsx}', {cwd: root}).toSorted()
const golden = all.filter(
  (file) => !file.startsWith('test/bench/') && /golden/i.test(readFileSync(join(root, file), 'utf8')),
)
const typed = all.filter((file) => file.startsWith('test/cli/') && !golden.includes(file))

try {
  const done = [await playSeason(), runTests([...typed, ...process.argv.slice(2)]), runTests(golden)]
  const complete = done.every(Boolean)
  if (!complete) process.stderr.write('Something failed: the golden files tell only what was reached.\n')
  process.exitCode = complete ? 0 : 1
} finally {
  rmSync(home, {recursive: true})
}
