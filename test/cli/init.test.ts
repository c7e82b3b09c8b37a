import {readdirSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openTerminal, PERSON, SCHOOL, type Terminal} from '../support/terminal.ts'

let terminal: Terminal
const ontrac: Terminal['ontrac'] = (words, env) => terminal.ontrac(words, env)
const json: Terminal['json'] = (words, env) => terminal.json(words, env)

beforeAll(async () => {
  terminal = await openTerminal()
})
afterAll(() => terminal.close())

describe('ontrac init', () => {
  test('asks nothing without a terminal: it names the flag that answers, and makes nothing', async () => {
    for (const [flag, typed] of [
      ['name', ['init', ...PERSON]],
      ['given-name', ['init', '--name', 'X', ...PERSON.slice(2)]],
      ['staff-code', ['init', '--name', 'X', ...PERSON.slice(0, -2)]],
    ] as const) {
      const {exitCode, value} = await json([...typed, '--store', terminal.storeAt('asked.db')])
      expect(exitCode).toBe(2)
      expect(value).toMatchObject({error: {kind: 'invalid', code: 'flag.needed', flag}})
    }
    expect(readdirSync(terminal.home)).not.toContain('asked.db')
  })

  test.each([
    ['role.unknown', ['--roles', 'admin,king']],
    ['input.invalid', ['--zone', 'Mars/Base']],
    ['input.invalid', ['--board', ' ']],
    ['init.not-a-rehearsal', ['--as-of', '2026-01-01']],
    ['usage', ['--language', 'fr']],
  ])('makes nothing when an answer is wrong: %s', async (code, wrong) => {
    const {exitCode, value} = await json([...SCHOOL, '--store', terminal.storeAt('wrong.db'), ...wrong])
    expect(exitCode).toBe(2)
    expect(value).toMatchObject({error: {kind: 'invalid', code}})
    expect(readdirSync(terminal.home)).not.toContain('wrong.db')
  })

  test('makes a store and a key that only their owner reads', async () => {
    for (const file of ['school.db', 'ontrac.key']) expect(statSync(join(terminal.home, file)).mode & 0o077).toBe(0)
  })

  test('is refused a second time and changes nothing', async () => {
    const {exitCode, value} = await json(['init', '--name', 'Other', ...PERSON])
    expect(exitCode).toBe(4)
    expect(value).toMatchObject({error: {code: 'institution.refused', reasons: [{code: 'institution.exists'}]}})
    expect((await json(['institution', 'show'])).value).toMatchObject({name: 'Vakschool'})
  })

  test('gives one person every role in a small school, with a mandate that holds', async () => {
    const small = ['--store', terminal.storeAt('small.db')]
    const {value} = await json([...SCHOOL, '--roles', 'all', ...small])
    expect(value).toMatchObject({person: 'SMIT', board: 'EC', mandate: expect.stringMatching(/^\w{6}$/) as string})
    const {value: list} = await json(['mandate', 'list', ...small])
    expect(list).toMatchObject({mandates: [{staffCode: 'SMIT', state: 'in force'}]})
  })

  test('starts at another time only in a store to rehearse in, which says so', async () => {
    const play = ['--store', terminal.storeAt('play.db'), '--as-of', '2026-09-01']
    expect(await json([...SCHOOL, ...play, '--rehearsal'])).toMatchObject({exitCode: 0})
    expect((await ontrac(['institution', 'show', ...play])).stdout).toMatch(/^Vakschool \(rehearsal\)/)
  })
})
