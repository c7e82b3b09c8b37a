import {execFileSync, spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from 'vitest'

/*
 * How long the program takes to start, against Node itself on the same machine in the same minute. The median of pairs, so
 * that a machine that slows down slows both.
 */

const PAIRS = 21
const RUN = join(import.meta.dirname, '../../bin/run.js')
let home: string

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'ontrac-start-'))
  const school = [
    '--name',
    'School',
    '--given-name',
    'Jo',
    '--family-name',
    'Smit',
    '--email',
    'jo@example.org',
    '--staff-code',
    'SMIT',
    '--roles',
    'all',
  ]
  execFileSync(process.execPath, [RUN, 'init', ...school], {env: environment(), stdio: 'pipe'})
})
afterAll(() => rmSync(home, {recursive: true, force: true}))

test('--version starts within 3.5 times of node -e 0', () => {
  const ratio = pairedRatio([RUN, '--version'])
  console.log(`--version: ${ratio.toFixed(2)} x node -e 0`)
  expect(ratio).toBeLessThanOrEqual(3.5)
})

test('a command that reads the store starts within 6 times of node -e 0', () => {
  const ratio = pairedRatio([RUN, 'room', 'list'])
  console.log(`room list: ${ratio.toFixed(2)} x node -e 0`)
  expect(ratio).toBeLessThanOrEqual(6)
})

function pairedRatio(args: readonly string[]): number {
  milliseconds(args)
  const ratios = Array.from({length: PAIRS}, () => milliseconds(args) / milliseconds(['-e', '0']))
  return ratios.toSorted((a, b) => a - b)[Math.floor(PAIRS / 2)] ?? Number.NaN
}

function milliseconds(args: readonly string[]): number {
  const start = performance.now()
  const {status} = spawnSync(process.execPath, args, {env: environment(), stdio: 'ignore'})
  expect(status).toBe(0)
  return performance.now() - start
}

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    HOME: home,
    XDG_DATA_HOME: join(home, 'data'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_CACHE_HOME: join(home, 'cache'),
  }
}
