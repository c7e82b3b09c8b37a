import {afterAll, afterEach, beforeAll, describe, expect, test} from 'vitest'
import {type Home, openHome, PROGRAM} from '../support/home.ts'
import {hasTmux, openTmux, type TmuxScreen} from '../support/tmux.ts'

const SCHOOL = ['--name', 'Vakschool', '--given-name', 'Jo', '--family-name', 'Smit', '--email', 'jo@example.org']

let home: Home
let screen: TmuxScreen | undefined

beforeAll(async () => {
  home = await openHome()
  const {code, stderr} = await home.ontrac('init', ...SCHOOL, '--staff-code', 'SMIT', '--roles', 'all')
  if (code !== 0) throw new Error(stderr)
})
afterEach(() => screen?.close())
afterAll(() => home.remove())

const typed = async (...words: string[]): Promise<TmuxScreen> => {
  const env = {...home.env, PATH: process.env['PATH'] ?? ''}
  screen = await openTmux([process.execPath, PROGRAM, ...words], {env, cwd: home.folder})
  return screen
}

describe.skipIf(!hasTmux())('what a wizard asks on a terminal (skipped where tmux is not installed)', () => {
  test('a period: its days must be said, its name and windows may stay empty', async () => {
    const {sees, type, keys, ended} = await typed('period', 'create', '2026-P2')
    for (const [question, answer] of [
      ['First day', '2026-11-30'],
      ['Last day', '2026-12-18'],
      ['What people call it', 'Periode twee'],
      ['When one may register', '2026-09-28..2026-10-23'],
      ['When one may enrol', ''],
      ['When exams may be taken', ''],
    ] as const) {
      await sees(question)
      if (answer !== '') await type(answer)
      await keys('Enter')
    }
    expect(await ended()).toBe(0)
    const {stdout} = await home.ontrac('period', 'show', '2026-P2')
    expect(stdout).toContain('Periode twee')
    expect(stdout).toContain('2026-09-28')
    expect(stdout).not.toContain('enrolment  20')
  })

  test('a connection: which kind, and what that kind needs; its secret is not shown', async () => {
    const {sees, type, keys, ended, shows} = await typed('connector', 'add', 'REMINDO')
    await sees('Which kind of system')
    await type('oke')
    await keys('Enter')
    for (const [question, answer] of [
      ['url', 'https://toets.example.org/ooapi'],
      ['tokenUrl', 'https://toets.example.org/token'],
      ['clientId', 'ontrac'],
      ['clientSecret', 'geheim-9'],
      ['functions (sis, delivery)', 'delivery'],
      ['What people call it', 'Remindo'],
    ] as const) {
      await sees(`${question}${question === 'What people call it' ? ' (may' : ':'}`)
      await type(answer)
      expect(await shows()).not.toContain('geheim-9')
      await keys('Enter')
    }
    await sees('kept encrypted')
    expect(await ended()).toBe(0)
    const {parties} = await home.json<{parties: readonly unknown[]}>('oke', 'party', 'list')
    expect(parties).toMatchObject([
      {code: 'REMINDO', name: 'Remindo', connector: 'oke', hasSecrets: true, settings: {functions: ['delivery']}},
    ])
  })
})

test('without a terminal a wizard names the flag that answers, with the exit code of wrong usage', async () => {
  for (const [words, flag] of [
    [['period', 'create', '2027-P1', '--to', '2027-02-19'], '--from'],
    [['period', 'create', '2027-P1', '--from', '2027-02-01'], '--to'],
    [['connector', 'add', 'TOA'], '--connector'],
    [['connector', 'add', 'TOA', '--connector', 'oke'], '--set url=VALUE'],
  ] as const) {
    const {code, stderr} = await home.ontrac(...words)
    expect(code).toBe(2)
    expect(stderr).toContain(flag)
  }
})
