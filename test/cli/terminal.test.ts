import {readdirSync, statSync} from 'node:fs'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {execa} from 'execa'
import {sql} from 'kysely'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {openStore} from '../../db/open.ts'

const RUN = join(import.meta.dirname, '..', '..', 'bin', 'run.js')
const PERSON = ['--given-name', 'Jo', '--family-name', 'Smit', '--email', 'jo@example.org', '--staff-code', 'SMIT']
const SCHOOL = ['init', '--name', 'Vakschool', ...PERSON]
const NOBODY_ANSWERS = 'postgres://127.0.0.1:1/ontrac'

let home: string
let store: string

/** Types a command as a script does: no terminal, a home of its own. */
async function ontrac(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const {exitCode, stdout, stderr} = await execa(process.execPath, [RUN, ...words], {
    reject: false,
    stdin: 'ignore',
    extendEnv: false,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      ONTRAC_STORE: store,
      ONTRAC_KEY_FILE: join(home, 'ontrac.key'),
      ...env,
    },
  })
  return {exitCode, stdout, stderr}
}

/** As {@link ontrac} with `--json`: the exit code and the one value on stdout. */
async function json(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const {exitCode, stdout, stderr} = await ontrac([...words, '--json'], env)
  return {exitCode, value: JSON.parse(stdout) as unknown, stderr}
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'ontrac-cli-'))
  store = `sqlite:${join(home, 'school.db')}`
  const {exitCode, stderr} = await ontrac([...SCHOOL, '--roles', 'admin,office'])
  if (exitCode !== 0) throw new Error(stderr)
})
afterAll(() => rm(home, {recursive: true, force: true}))

describe('ontrac init', () => {
  test('asks nothing without a terminal: it names the flag that answers, and makes nothing', async () => {
    const elsewhere = join(home, 'asked.db')
    for (const [flag, typed] of [
      ['name', ['init', ...PERSON]],
      ['given-name', ['init', '--name', 'X', ...PERSON.slice(2)]],
      ['staff-code', ['init', '--name', 'X', ...PERSON.slice(0, -2)]],
    ] as const) {
      const {exitCode, value} = await json([...typed, '--store', `sqlite:${elsewhere}`])
      expect(exitCode).toBe(2)
      expect(value).toMatchObject({error: {kind: 'invalid', code: 'flag.needed', flag}})
    }
    expect(readdirSync(home)).not.toContain('asked.db')
  })

  test.each([
    ['role.unknown', ['--roles', 'admin,king']],
    ['input.invalid', ['--zone', 'Mars/Base']],
    ['input.invalid', ['--board', ' ']],
    ['as-of.not-a-rehearsal', ['--as-of', '2026-01-01']],
    ['usage', ['--language', 'fr']],
  ])('makes nothing when an answer is wrong: %s', async (code, wrong) => {
    const {exitCode, value} = await json([...SCHOOL, '--store', `sqlite:${join(home, 'wrong.db')}`, ...wrong])
    expect(exitCode).toBe(2)
    expect(value).toMatchObject({error: {kind: 'invalid', code}})
    expect(readdirSync(home)).not.toContain('wrong.db')
  })

  test('makes a store and a key that only their owner reads', async () => {
    for (const file of ['school.db', 'ontrac.key']) expect(statSync(join(home, file)).mode & 0o077).toBe(0)
  })

  test('is refused a second time and changes nothing', async () => {
    const {exitCode, value} = await json(['init', '--name', 'Other', ...PERSON])
    expect(exitCode).toBe(4)
    expect(value).toMatchObject({error: {code: 'institution.refused', reasons: [{code: 'institution.exists'}]}})
    expect((await json(['institution', 'show'])).value).toMatchObject({name: 'Vakschool'})
  })

  test('gives one person every role in a small school, with a mandate that holds', async () => {
    const small = ['--store', `sqlite:${join(home, 'small.db')}`]
    const {value} = await json([...SCHOOL, '--roles', 'all', ...small])
    expect(value).toMatchObject({person: 'SMIT', board: 'EC', mandate: expect.stringMatching(/^\w{6}$/) as string})
    const {value: list} = await json(['mandate', 'list', ...small])
    expect(list).toMatchObject({mandates: [{staffCode: 'SMIT', state: 'in force'}]})
  })

  test('starts at another time only in a store to rehearse in, which says so', async () => {
    const play = ['--store', `sqlite:${join(home, 'play.db')}`, '--as-of', '2026-09-01']
    expect(await json([...SCHOOL, ...play, '--rehearsal'])).toMatchObject({exitCode: 0})
    expect((await ontrac(['institution', 'show', ...play])).stdout).toMatch(/^Vakschool \(rehearsal\)/)
  })
})

describe('exit codes', () => {
  const location = ['room', 'add-location', 'NOORD', '--name', 'Gebouw Noord']

  test('0: done', async () => {
    const {exitCode, stdout, stderr} = await ontrac(location)
    expect(exitCode).toBe(0)
    expect(stdout).toBe('Added location NOORD.')
    expect(stderr).toMatch(/^Next: ontrac room add/)
  })

  test('1: a bug, such as a store whose text is not what was put in', async () => {
    const url = `sqlite:${join(home, 'broken.db')}`
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
      value: {error: {code: 'role.not-held', role: 'planner', held: ['office', 'admin']}},
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
    const url = `sqlite:${join(home, 'none.db')}`
    const {exitCode, value} = await json(['room', 'list', '--store', url])
    expect(exitCode).toBe(3)
    expect(value).toMatchObject({error: {code: 'store.missing'}})
    expect(readdirSync(home)).not.toContain('none.db')
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

describe('a whole school by hand', () => {
  const done = async (words: readonly string[]): Promise<unknown> => {
    const {exitCode, value, stderr} = await json(words)
    expect({words, exitCode, error: stderr.startsWith('✗') ? stderr : ''}).toEqual({words, exitCode: 0, error: ''})
    return value
  }

  test('is typed command by command, and shows what was typed', async () => {
    await done(['room', 'add-location', 'OOST', '--name', 'Oost'])
    await done(['room', 'distance', 'NOORD', 'OOST', '25'])
    expect(await done(['room', 'locations'])).toMatchObject({
      locations: [{location: 'NOORD', travel: [{to: 'OOST', minutes: 25}]}, {}, {}],
    })
    await done(['room', 'add', 'A1', '--location', 'NOORD', '--seats', '20', '--rows', '4', '--columns', '5'])
    await done(['room', 'change', 'A1', '--feature', 'quiet'])
    const time = ['A1', '--on', '2027-01-05', '--from', '09:00']
    await done(['room', 'block', ...time, '--minutes', '60', '--title', 'Onderhoud'])
    expect(await done(['room', 'show', 'A1'])).toMatchObject({
      features: ['quiet'],
      rowCount: 4,
      blocks: [{title: 'Onderhoud'}],
    })
    await done(['room', 'unblock', ...time])

    const crebo = ['--crebo', '25655', '--level', '3', '--route', 'bol', '--cohort', '2025-2026']
    await done(['programme', 'add', 'VZ-25', '--name', 'Verzorgende', ...crebo, '--board', 'EC'])
    const jan = ['--given-name', 'Jan', '--family-name', 'Aalbers', '--email', 'jan@example.org']
    await done(['staff', 'add', 'JANA', ...jan])
    await done(['staff', 'change', 'JANA', '--language', 'en'])
    await done(['user', 'grant', 'JANA', 'board'])
    await done(['user', 'map', 'jan', 'JANA'])
    await done(['board', 'add', 'EC-ZW', '--name', 'Zorg'])
    await done(['board', 'change', 'EC-ZW', '--member', 'JANA', '--programme', 'VZ-25'])
    expect(await done(['staff', 'show', 'JANA'])).toMatchObject({boards: ['EC-ZW'], roles: [{role: 'board'}]})

    for (const number of ['1', '2'])
      await done([
        'student',
        'add',
        number,
        '--given-name',
        'Noor',
        '--family-name',
        'Bakker',
        '--email',
        'n@example.org',
        '--programme',
        'VZ-25',
      ])
    await done(['group', 'add', '1A', '--programme', 'VZ-25', '--student', '1', '--student', '2', '--teacher', 'JANA'])
    await done(['group', 'days', '1A', '--weekdays', 'mon,thu'])
    await done(['student', 'days', '1', '--at', '2026-12-04'])
    await done(['student', 'need-add', '1', 'ExtraTime25', '--basis', 'percent', '--value', '25'])
    await done(['student', 'change', '1', '--prefix', 'de'])
    expect(await done(['student', 'show', '1'])).toMatchObject({
      name: 'Noor de Bakker',
      groups: ['1A'],
      schoolDays: [1, 4],
      needs: [{code: 'ExtraTime25'}],
    })
    await done(['student', 'need-end', '1', 'ExtraTime25'])
    expect(await done(['student', 'list', '--search', 'bakker', '--limit', '1'])).toMatchObject({
      students: [{student: '2'}],
    })

    const ne = ['--subject', 'Nederlands', '--kind', 'school', '--form', 'written', '--scale', '0.0-10.0']
    await done(['exam', 'add', 'NE', '--name', 'Nederlands', ...ne, '--minutes', '60', '--attempts', '3', '--consent'])
    await done(['exam', 'version', 'NE', 'B', '--minutes', '90', '--platform', 'paper'])
    await done(['exam', 'part', 'NE', 'lezen', '--name', 'Lezen'])
    await done(['exam', 'plan', 'NE', '--end-crebo', '*', '--crebo', '25655'])
    await done(['exam', 'window', 'NE', '2026-P2', '--from', '2026-11-30', '--to', '2026-12-11'])
    expect(await done(['exam', 'change', 'NE', '--late-minutes', '15'])).toMatchObject({
      changes: [{part: 'lateMinutes', before: '30', after: '15'}],
      reach: {programmes: 1, students: 2},
    })
    expect(await done(['exam', 'show', 'NE'])).toMatchObject({rules: {attempts: 3, consent: true, lateMinutes: 15}})
    expect(await done(['programme', 'show', 'VZ-25'])).toMatchObject({
      board: 'EC-ZW',
      students: 2,
      exams: ['NE'],
      groups: ['1A'],
    })

    const merge = ['student', 'merge', '2', '1', '--reason', 'Dubbel', '--yes']
    const {run} = (await done(merge)) as {run: string}
    expect(await done(['group', 'show', '1A'])).toMatchObject({students: [{student: '1'}]})
    await done(['student', 'undo', run, '--yes'])
    expect(await done(['group', 'show', '1A'])).toMatchObject({students: [{}, {}]})

    await done(['exam', 'end-part', 'NE', 'lezen', '--yes'])
    await done(['exam', 'end', 'NE', '--reason', 'Vervallen', '--yes'])
    await done(['group', 'end', '1A', '--yes'])
    for (const number of ['1', '2']) await done(['student', 'end', number, '--reason', 'Klaar', '--yes'])
    await done(['programme', 'end', 'VZ-25', '--yes'])
    await done(['user', 'end', 'JANA', 'board'])
    await done(['staff', 'end', 'JANA', '--reason', 'Uit dienst', '--yes'])
    for (const topic of ['exam', 'group', 'programme', 'student', 'exemption', 'mandate'])
      expect(Object.values((await done([topic, 'list'])) as object)).toEqual([[]])
  })
})
