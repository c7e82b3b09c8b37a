import {spawn} from 'node:child_process'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {sampleSchool} from '../../src/sample-school/sample-school.ts'
import {csv} from '../../plugins/csv/index.ts'
import {systemFiles} from '../../plugins/system/files.ts'
import {DATABASES, emptyAddress} from '../support/databases.ts'
import {type Home, openHome, PROGRAM} from '../support/home.ts'

/*
 * The program is killed at random moments while it imports, enrols and does timed work. Nothing that it confirmed may be
 * lost, nothing done twice, and the store must be whole: the same words typed again must end where an undisturbed run ends.
 */

/** On each database: more than fifty in all. */
const KILLS = {import: 10, enrolment: 10, tick: 8}
/** What it takes before there is anything to break off. */
const START_MS = 100
const PERIOD = '2026-P2'

type Place = Awaited<ReturnType<typeof emptyAddress>>

describe.each(DATABASES)('killed at random moments on %s', (which) => {
  let home: Home
  let place: Place
  let kills = 0
  const at = (time: string): readonly string[] => ['--as-of', time, '--yes', '--store', place.address]

  beforeAll(async () => {
    home = await openHome()
    place = await emptyAddress(which)
    await setUp()
  })
  afterAll(async () => {
    await home.remove()
    await place.remove()
  })

  test('an import goes on where it was killed, and every row is there once', async () => {
    const words = [
      'import',
      'registrations',
      join(home.folder, '12-aanmeldingen.csv'),
      '--period',
      PERIOD,
      ...at('2026-10-05T10:00'),
    ]
    kills += await killOften(words, KILLS.import)
    expect(await home.ontrac(...words)).toMatchObject({code: 0})
    const expected = sampleSchool('small').files.find(({kind}) => kind === 'registrations')?.rows.length
    const {registrations} = await home.json<{registrations: readonly unknown[]}>(
      'registration',
      'list',
      '--period',
      PERIOD,
      '--limit',
      '10000',
      ...at('2026-10-05T11:00'),
    )
    expect(registrations).toHaveLength(expected ?? 0)
  })

  test('a central assignment goes on where it was killed, and nobody sits twice', async () => {
    await home.json('registration', 'agree', '--all', '--period', PERIOD, ...at('2026-10-24T09:00'))
    await home.json('period', 'freeze', PERIOD, ...at('2026-10-24T10:00'))
    await home.json('plan', 'make', PERIOD, ...at('2026-10-27T10:00'))
    await home.json('plan', 'apply', PERIOD, ...at('2026-10-27T10:30'))
    await home.json('period', 'publish', PERIOD, ...at('2026-11-02T09:00'))
    const words = ['enrolment', 'assign', PERIOD, ...at('2026-11-09T09:00')]
    kills += await killOften(words, KILLS.enrolment)
    expect(await home.ontrac(...words)).toMatchObject({code: 0})
    await expectWhole()
  })

  test('timed work killed on the way sends every mail in the end, and each once in the folder', async () => {
    kills += await killOften(['tick', ...at('2026-11-09T10:00')], KILLS.tick)
    // What a killed sender had leased is free again after a minute (design rule 10).
    expect(await home.ontrac('tick', ...at('2026-11-09T12:00'))).toMatchObject({code: 0})
    const waiting = await home.json('mail', 'list', '--state', 'waiting', ...at('2026-11-09T12:00'))
    expect(waiting).toEqual({mails: [], next: null})
    await expectWhole()
  })

  test('the program was killed often enough for that to mean something', () => {
    expect(kills * DATABASES.length).toBeGreaterThanOrEqual(50)
  })

  async function setUp(): Promise<void> {
    const {institution, files} = sampleSchool('small')
    for (const {name, header, rows} of files) await systemFiles.write(join(home.folder, name), csv.csv(header, rows))
    const start = at('2026-09-14T09:00')
    const person = [
      '--given-name',
      'Sanne',
      '--family-name',
      'Vries',
      '--email',
      's@example.org',
      '--staff-code',
      'VRIS',
      '--roles',
      'all',
    ]
    await home.json('init', '--rehearsal', '--name', institution.name, ...person, ...start)
    for (const board of ['EC-ZW', 'EC-TI', 'EC-ED']) await home.json('board', 'add', board, '--name', board, ...start)
    for (const {kind, name} of files.filter((file) => file.kind !== 'registrations'))
      await home.json('import', kind, join(home.folder, name), ...start)
    const windows = [
      '--registration',
      '2026-09-28..2026-10-23',
      '--enrolment',
      '2026-11-02..2026-12-17',
      '--taking',
      '2026-11-30..2026-12-18',
    ]
    await home.json('period', 'create', PERIOD, '--from', '2026-11-30', '--to', '2026-12-18', ...windows, ...start)
    await home.json('period', 'open', PERIOD, ...at('2026-09-28T09:00'))
  }

  /** Starts the command again and again and kills it after a random time, up to what it took undisturbed so far. */
  async function killOften(words: readonly string[], times: number): Promise<number> {
    let killed = 0
    let longest = 900
    for (let i = 0; i < times * 5 && killed < times; i++) {
      const ms = START_MS + Math.random() * (longest - START_MS)
      if (await killedAfter(words, ms)) killed++
      // It was done before: on a fast machine the moments lie closer together, or every other kill would come too late.
      else longest = Math.max(2 * START_MS, ms)
    }
    return killed
  }

  /** Whether it was still at work when it was killed. */
  function killedAfter(words: readonly string[], ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [PROGRAM, ...words], {env: {...process.env, ...home.env}, stdio: 'ignore'})
      const timer = setTimeout(() => child.kill('SIGKILL'), ms)
      child.on('exit', (_, signal) => {
        clearTimeout(timer)
        resolve(signal === 'SIGKILL')
      })
    })
  }

  async function expectWhole(): Promise<void> {
    expect(await home.json('verify', '--store', place.address)).toMatchObject({ok: true})
  }
})
