import {execFile} from 'node:child_process'
import {globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {promisify} from 'node:util'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const SOURCES = '{bin,commands,db,plugins,src,test,web}/**/*.{ts,tsx}'
const OURS = globSync(SOURCES, {cwd: root}).toSorted()

describe('the arrows between the folders', {timeout: 60_000}, () => {
  test('are checked in every TypeScript file, not only in those that a parser happens to read', async () => {
    const {modules} = await cruise(root)
    const seen = new Map(modules.map((module) => [module.source, module.dependencies.length]))
    expect(OURS.filter((file) => !seen.has(file))).toEqual([])
    const blind = OURS.filter((file) => seen.get(file) === 0 && /^import .* from '/m.test(read(file)))
    expect(blind).toEqual([])
  })

  describe('when somebody breaks them', () => {
    const tree = mkdtempSync(join(tmpdir(), 'ontrac-house-'))
    let broken: string[] = []

    beforeAll(async () => {
      symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
      for (const [file, text] of Object.entries(VIOLATIONS)) plant(tree, file, text)
      const {summary} = await cruise(tree)
      broken = summary.violations.map(({from, to, rule}) => `${rule.name}: ${from} -> ${to}`).toSorted()
    })
    afterAll(() => rmSync(tree, {recursive: true}))

    test.each(EXPECTED_FINDINGS)('reports %s', (finding) => {
      expect(broken).toContainEqual(expect.stringMatching(new RegExp(`^${finding}`)))
    })

    test('reports nothing else', () => {
      expect(
        broken.filter((line) => !EXPECTED_FINDINGS.some((finding) => new RegExp(`^${finding}`).test(line))),
      ).toEqual([])
    })
  })
})

describe('the sources', () => {
  test('take the time from the clock port: only plugins/system asks the machine', () => {
    expect(linesWith(/\bnew Date\(\s*\)|\bDate\(\s*\)/, program('plugins/system/'))).toEqual([])
  })

  test('silence neither the compiler nor the linter', () => {
    expect(linesWith(/@ts-(ignore|expect-error|nocheck)|(oxlint|eslint)-disable/, OURS.filter(notThisFile))).toEqual([])
  })

  test('hold no reminders of unfinished work', () => {
    expect(linesWith(/\b(TODO|FIXME|XXX|HACK)\b/, OURS.filter(notThisFile))).toEqual([])
  })

  test('are named after what they hold, never utils, helper, common, manager, service or handler', () => {
    const vague = /(^|[/-])(utils?|helpers?|common|managers?|services?|handlers?)([-/.]|$)/
    expect(OURS.filter((file) => vague.test(file))).toEqual([])
  })
})

test('the launcher refuses the versions of Node that package.json refuses', async () => {
  const {engines} = JSON.parse(read('package.json')) as {engines: {node: string}}
  expect(engines.node).toBe('^24.16.0 || >=26.0.0')
  const {isSupported, refusal}: Launcher = await import(join(root, 'bin', 'start.js'))
  const versions = [
    'v18.20.0',
    'v20.20.2',
    'v22.23.2',
    'v24.14.9',
    'v24.16.0',
    'v24.21.0',
    'v25.9.0',
    'v26.0.0',
    'v27.1.0',
  ]
  expect(versions.filter(isSupported)).toEqual(['v24.16.0', 'v24.21.0', 'v26.0.0', 'v27.1.0'])
  expect(refusal('v20.20.2')).toBe('ontrac needs Node.js 24.16 or newer; this is v20.20.2.')
})

type Launcher = {isSupported: (version: string) => boolean; refusal: (version: string) => string}
type Cruise = {
  modules: {source: string; dependencies: unknown[]}[]
  summary: {violations: {from: string; to: string; rule: {name: string}}[]}
}

// Every file breaks the rule it is named after; together they show that a rule is not merely written down.
const VIOLATIONS: Record<string, string> = {
  'package.json':
    '{"type": "module", "dependencies": {"zod": "4", "kysely": "0", "sqlite3": "6"}, "devDependencies": {"execa": "10"}}',
  'src/registration/rule.ts': "import {z} from 'zod'\nexport const rule = z.string()",
  'src/planning/rule.ts':
    "import type {Later} from '../results/rule.ts'\nimport {rule} from '../registration/rule.ts'\nexport const use = [rule] as unknown as Later",
  'src/results/rule.ts': 'export type Later = string[]',
  'src/results/screen.tsx': "import {load} from '../../db/store.ts'\nexport const Screen = () => <b>{load}</b>",
  'src/reports/report.ts': "import type {Later} from '../results/rule.ts'\nexport const report: Later = []",
  'src/archive/report.ts': "import {report} from '../reports/report.ts'\nexport const kept = report",
  'src/lifecycle/close.ts': "import {report} from '../reports/report.ts'\nexport const closing = report",
  'src/files.ts':
    "import {readFileSync} from 'node:fs'\nimport {sql} from 'kysely'\nexport const files = [readFileSync, sql]",
  'src/planning/engine/search.ts': "import {use} from '../rule.ts'\nexport const search = use",
  'src/round.ts': "import {about} from './about.ts'\nexport const round = () => about",
  'src/about.ts': "import {round} from './round.ts'\nexport const about = () => round",
  'db/store.ts': "import sqlite3 from 'sqlite3'\nexport const load = sqlite3",
  'db/mail.ts': "import {mail} from '../plugins/smtp/index.ts'\nexport const late = mail",
  'plugins/smtp/index.ts': "import {pdf} from '../pdf/index.ts'\nexport const mail = pdf",
  'plugins/pdf/index.ts': "import {execa} from 'execa'\nexport const pdf = execa",
  'web/page.tsx': "import {load} from '../db/store.ts'\nexport const Page = () => <b>{load}</b>",
  'commands/lib/wire.ts': "import {load} from '../../db/store.ts'\nexport const wire = load",
  'commands/list.ts': "export const list = () => import('../db/store.ts')",
  'commands/open.ts': "export const open = () => import('../web/page.tsx')",
  'commands/serve.ts': "export const serve = () => import('../web/page.tsx')",
  'commands/lost.ts': "import {lost} from './nowhere.ts'\nexport const found = lost",
}

const EXPECTED_FINDINGS = [
  'planning-comes-first: src/planning/rule.ts -> src/results/rule.ts',
  'src-knows-no-edge: src/results/screen.tsx -> db/store.ts',
  'no-phase-knows-who-looks: src/archive/report.ts -> src/reports/report.ts',
  'src-does-no-io: src/files.ts -> (node:)?fs',
  'src-uses-two-packages: src/files.ts -> .*kysely',
  'the-planner-searches-alone: src/planning/engine/search.ts -> src/planning/rule.ts',
  'no-cycles: src/(about|round).ts -> src/(about|round).ts',
  'db-serves-src: db/mail.ts -> plugins/smtp/index.ts',
  'plugins-are-strangers: plugins/smtp/index.ts -> plugins/pdf/index.ts',
  'nothing-of-tests-in-the-program: plugins/pdf/index.ts -> .*execa',
  'web-serves-src: web/page.tsx -> db/store.ts',
  'one-place-wires: commands/list.ts -> db/store.ts',
  'one-command-serves: commands/open.ts -> web/page.tsx',
  'everything-is-found: commands/lost.ts -> ./nowhere.ts',
]

async function cruise(folder: string): Promise<Cruise> {
  const depcruise = join(root, 'node_modules', '.bin', 'depcruise')
  const args = [depcruise, '.', '--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json']
  const {stdout} = await promisify(execFile)(process.execPath, args, {cwd: folder, maxBuffer: 2 ** 28})
  return JSON.parse(stdout) as Cruise
}

function plant(tree: string, file: string, text: string): void {
  mkdirSync(join(tree, dirname(file)), {recursive: true})
  writeFileSync(join(tree, file), `${text}\n`)
}

function program(...homes: string[]): string[] {
  return OURS.filter((file) => !file.startsWith('test/') && !homes.some((home) => file.startsWith(home)))
}

function notThisFile(file: string): boolean {
  return file !== 'test/core/house.test.ts'
}

function linesWith(pattern: RegExp, files: string[]): string[] {
  return files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : [])),
  )
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
