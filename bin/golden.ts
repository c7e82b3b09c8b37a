// Rewrites test/golden, what others depend on, to what the built program is now. Read the difference before you commit it.
import {spawnSync} from 'node:child_process'
import {globSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

const root = join(import.meta.dirname, '..')
const answers = mkdtempSync(join(tmpdir(), 'ontrac-answers-'))

/** Runs tests with golden files being written and answers being kept. */
function runTests(files: readonly string[]): boolean {
  if (files.length === 0) return true
  const env = {...process.env, UPDATE_GOLDEN: '1', ONTRAC_RECORD_JSON: answers}
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  return spawnSync(process.execPath, [vitest, 'run', ...files], {cwd: root, env, stdio: 'inherit'}).status === 0
}

const all = globSync('test/**/*.test.{ts,tsx}', {cwd: root}).toSorted()
const golden = all.filter(
  (file) => !file.startsWith('test/bench/') && /golden/i.test(readFileSync(join(root, file), 'utf8')),
)
const answering = all.filter((file) => /^test\/(cli|e2e)\//.test(file) && !golden.includes(file))

try {
  const recorded = runTests(answering)
  const written = runTests(golden)
  if (!recorded) process.stderr.write('Not every command answered: the JSON schemas tell only what was reached.\n')
  process.exitCode = recorded && written ? 0 : 1
} finally {
  rmSync(answers, {recursive: true})
}
