import {readdirSync} from 'node:fs'
import {sql} from 'kysely'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openStore} from '../../db/open.ts'
import {openTerminal, SCHOOL, type Terminal} from '../support/terminal.ts'

const NOBODY_ANSWERS = 'postgres://127.0.0.1:1/ontrac'

let terminal: Terminal
const ontrac: Terminal['ontrac'] = (words, env) => terminal.ontrac(words, env)
const json: Terminal['json'] = (words, env) => terminal.json(words, env)

beforeAll(async () => {
  terminal = await openTerminal()
})
afterAll(() => terminal.close())

describe('exit codes', () => {
  const location = ['room', 'add-location', 'NOORD', '--name', 'Gebouw Noord']

  test('0: done', async () => {
    const {exitCode, stdout, stderr} = await ontrac(location)
    expect(exitCode).toBe(0)
    expect(stdout).toBe('Added location NOORD.')
    expect(stderr).toMatch(/^Next: ontrac room add/)
  })

  test('1: a bug, such as a store whose text is not what was put in', async () => {
    const url = terminal.storeAt('broken.db')
    await ontrac([...SCHOOL, '--store', url])
    const broken = await openStore(url)
    await sql`update institution set policy = 'no json'`.execute(broken.db)
    await broken.close()
    const {exitCode, value} = await json(['institution', 'show', '--store', url])
    expect(exitCode).toBe(1)
    expect(value).toMatchObject({error: {kind: 'bug', code: 'bug'}})
  })

  test('2: wrong usage or input', async () => {
    const {exitCode, stdout, stderr} = await ontrac(['room', 'add', 'B104', '--location', 'NOORD', '--seats', 'many'])
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toContain('--seats')
    const {value} = await json(['institution', 'configure', 'cancelUntilDays=99'])
    expect(value).toMatchObject({error: {kind: 'invalid', code: 'input.invalid'}})
  })

  test('3: not found', async () => {
    const {exitCode, value} = await json(['room', 'show', 'B999'])
    expect(exitCode).toBe(3)
    expect(value).toMatchObject({error: {kind: 'not-found', code: 'room.not-found', key: 'B999'}})
  })

  test('4: refused by a rule, with every reason', async () => {
    const room = ['room', 'add', 'B104', '--location', 'NOORD', '--seats', '30']
    await ontrac(room)
    const {exitCode, stderr} = await ontrac([...room, '--exam-seats', '40'])
    expect(exitCode).toBe(4)
    expect(stderr).toMatch(/Refused for 2 reasons:\n {2}• .*exists.*\n {2}• .*40 exam seats/)
  })

  test('5: not allowed, also in a role that one does not hold', async () => {
    const give = ['mandate', 'give', 'EC', 'SMIT', '--from', '2026-11-01', '--to', '2026-12-01']
    expect(await json(give)).toMatchObject({exitCode: 5, value: {error: {kind: 'forbidden', code: 'deed.forbidden'}}})
    const held = await json(['room', 'list', '--as', 'planner'])
    expect(held).toMatchObject({
      exitCode: 5,
      value: {error: {code: 'role.not-yours', role: 'planner', held: ['office', 'admin']}},
    })
    expect(await json(['room', 'list', '--as', 'office'])).toMatchObject({exitCode: 0})
    const narrow = await json([...location, '--as', 'admin'])
    expect(narrow).toMatchObject({exitCode: 5, value: {error: {code: 'deed.forbidden'}}})
  })

  test('6: another system does not answer', async () => {
    const {exitCode, value} = await json(['room', 'list', '--store', NOBODY_ANSWERS])
    expect(exitCode).toBe(6)
    expect(value).toMatchObject({error: {kind: 'unavailable', code: 'store.unreachable'}})
  })
})

describe('--json', () => {
  test('prints one value and nothing else, hints apart', async () => {
    const {exitCode, stdout, stderr} = await ontrac(['room', 'add-location', 'ZUID', '--name', 'Zuid', '--json'])
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toEqual({location: 'ZUID', name: 'Zuid', address: ''})
    expect(stderr).toMatch(/^Next: /)
  })

  test.each([
    ['an argument is missing', ['room', 'show']],
    ['a flag is missing', ['room', 'add', 'B1']],
    ['a flag is unknown', ['room', 'list', '--colour']],
    ['a value is none of those allowed', ['room', 'list', '--as', 'king']],
    ['a number is none', ['room', 'list', '--limit', 'x']],
    ['a number is too large', ['room', 'list', '--limit', '10001']],
    ['an argument is too many', ['room', 'show', 'B104', 'B105']],
    ['a flag is given twice', ['room', 'list', '--limit', '1', '--limit', '2']],
  ])('tells what is wrong with the words when %s', async (_, words) => {
    const {exitCode, value, stderr} = await json(words)
    expect(exitCode).toBe(2)
    expect(value).toEqual({error: {kind: 'invalid', code: 'usage', message: expect.any(String) as string}})
    expect(stderr).toBe('')
  })
})

describe('a command', () => {
  test('has help with its arguments, flags and examples', async () => {
    const {exitCode, stdout} = await ontrac(['room', 'block', '--help'])
    expect(exitCode).toBe(0)
    for (const part of ['USAGE', 'ARGUMENTS', 'FLAGS', 'GLOBAL FLAGS', 'EXAMPLES', '--minutes', '--json', '--as-of'])
      expect(stdout).toContain(part)
  })

  test('that does not exist is wrong usage, with what does', async () => {
    const {exitCode, stdout, stderr} = await ontrac(['room', 'paint'])
    expect([exitCode, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/There is no command "room paint".*block/s)
    expect(await ontrac(['nothing'])).toMatchObject({exitCode: 2})
  })

  test('of a script prints no colours, and no more when they are asked off', async () => {
    for (const env of [{}, {NO_COLOR: '1'}, {NO_COLOR: '1', FORCE_COLOR: '1'}] as Record<string, string>[])
      for (const words of [
        ['room', 'list'],
        ['room', 'show', 'B999'],
      ]) {
        const {stdout, stderr} = await ontrac(words, env)
        expect(`${stdout}${stderr}`).not.toContain('\u001B')
      }
  })

  test('asks nothing without a terminal: it says which flag answers, and changes nothing', async () => {
    const {exitCode, value} = await json(['room', 'end', 'B104'])
    expect(exitCode).toBe(2)
    expect(value).toMatchObject({error: {code: 'confirm.needed'}})
    expect((await json(['room', 'list'])).value).toMatchObject({rooms: [{code: 'B104'}]})
    expect(await json(['room', 'end', 'B104', '--yes'])).toMatchObject({exitCode: 0, value: {room: 'B104'}})
  })

  test('without a store says how to make one, and makes none', async () => {
    const url = terminal.storeAt('none.db')
    const {exitCode, value} = await json(['room', 'list', '--store', url])
    expect(exitCode).toBe(3)
    expect(value).toMatchObject({error: {code: 'store.missing'}})
    expect(readdirSync(terminal.home)).not.toContain('none.db')
  })

  test('tells where each setting comes from, and no password', async () => {
    const secret = 'postgres://ontrac:geheim@127.0.0.1:1/ontrac'
    const {exitCode, value} = await json(['config', 'show', '--store', secret])
    expect(exitCode).toBe(0)
    expect(JSON.stringify(value)).not.toContain('geheim')
    expect(value).toMatchObject({
      settings: expect.arrayContaining([
        expect.objectContaining({name: 'store', source: '--store'}),
        expect.objectContaining({name: 'keyFile', source: 'ONTRAC_KEY_FILE'}),
        expect.objectContaining({name: 'mail', source: 'default'}),
      ]) as unknown[],
    })
  })
})
