// Everything that is checked before a commit and by CI. Plain JavaScript, and every part a process of its own, so that its
// last line is `N passed, N failed` also where nothing is installed or a part breaks off: each part that fails counts as one.
import {spawn} from 'child_process'
import {dirname} from 'path'
import {fileURLToPath} from 'url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const COUNTS = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\n?/m

/** Runs a script of package.json, shows what it says but for the line of counts, and answers that and its exit code. */
function run(script, env) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], {
      cwd: root,
      env: {...process.env, ...env},
      shell: process.platform === 'win32',
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let counts = null
    let rest = ''
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (text) => {
      const lines = (rest + text).split(/(?<=\n)/)
      rest = lines[lines.length - 1].endsWith('\n') ? '' : lines.pop()
      for (const line of lines) show(line)
    })
    function show(line) {
      const found = COUNTS.exec(line)
      if (found) counts = found.slice(1).map(Number)
      else process.stdout.write(line)
    }
    let ended = false
    function end(code) {
      if (ended) return
      ended = true
      if (rest) show(rest)
      resolve({code, counts})
    }
    child.on('error', (error) => {
      process.stderr.write(`npm run ${script}: ${error.message}\n`)
      end(1)
    })
    child.on('close', end)
  })
}

let passed = 0
let failed = 0
let skipped = 0

for (const part of ['types', 'lint', 'test']) {
  process.stdout.write(`\n> ${part}\n`)
  const {code, counts} = await run(part, process.stdout.isTTY ? {FORCE_COLOR: '1'} : {})
  if (counts) {
    passed += counts[0]
    failed += counts[1]
    skipped += counts[2] || 0
  }
  if (code === 0) continue
  process.stdout.write(`\n✗ npm run ${part} ended with ${code}\n`)
  if (!counts || counts[1] === 0) failed++
}

process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
process.exitCode = failed > 0 ? 1 : 0
