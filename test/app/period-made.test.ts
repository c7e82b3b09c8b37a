import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {createPeriod} from '../../src/institution/periods/create-period.ts'
import {listPeriods} from '../../src/institution/periods/list-periods.ts'
import {listPeriodWindows} from '../../src/institution/periods/list-period-windows.ts'
import {setPeriodWindows} from '../../src/institution/periods/set-period-windows.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'
import {P2, WINDOWS} from '../support/period-scene.ts'

/** The reasons of a refusal, by code. */
const because = (...codes: string[]) => ({
  code: 'period.refused',
  details: {reasons: codes.map((code) => expect.objectContaining({code}))},
})
const codesOf = (rows: readonly {code: string}[]): string[] => rows.map(({code}) => code)

describe.each(DATABASES)('making a period on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  afterAll(() => world.close())

  test('it begins as a draft with its windows', async () => {
    const made = await createPeriod(world.office(), {...P2, ...WINDOWS, name: 'Periode 2'})
    expect(made).toMatchObject({code: '2026-P2', name: 'Periode 2', state: 'draft', ...WINDOWS})
    expect(await listPeriodWindows(world.office(), {period: '2026-P2'})).toMatchObject([
      {kind: 'registration', exam: null, window: WINDOWS.registration, open: false},
      {kind: 'enrolment', exam: null, window: WINDOWS.enrolment},
      {kind: 'taking', exam: null, window: WINDOWS.taking},
    ])
  })

  test('without a taking window exams may be taken in the whole period', async () => {
    expect(await createPeriod(world.office(), {...P2, code: 'KAAL'})).toMatchObject({
      name: 'KAAL',
      registration: null,
      taking: '2026-11-30..2026-12-18',
    })
  })

  test('a code is given once, and days and windows must make sense', async () => {
    await expect(createPeriod(world.office(), P2)).rejects.toMatchObject(because('period.exists'))
    await expect(createPeriod(world.office(), {...P2, code: 'X', to: '2026-11-29'})).rejects.toMatchObject(
      because('period.ends-before-start'),
    )
    await expect(
      createPeriod(world.office(), {...P2, code: 'X', taking: '2026-11-30..2026-12-19'}),
    ).rejects.toMatchObject(because('period.taking-outside'))
    await expect(createPeriod(world.office(), {...P2, code: 'X', registration: 'oktober'})).rejects.toMatchObject({
      code: 'period.invalid-window',
    })
    await expect(createPeriod(world.office(), {...P2, code: 'met spatie'})).rejects.toMatchObject({
      code: 'input.invalid',
    })
    await expect(createPeriod(world.as('teacher'), {...P2, code: 'X'})).rejects.toMatchObject({code: 'deed.forbidden'})
    expect(codesOf(await listPeriods(world.office()))).not.toContain('X')
  })

  test('an exam gets a window of its own, and follows the period again when that is taken away', async () => {
    await world.exam('NE-3F')
    const own = {period: '2026-P2', exam: 'NE-3F'}
    const set = await setPeriodWindows(world.office(), {
      ...own,
      registration: '2026-10-01..2026-10-02',
      taking: '2026-12-01..2026-12-02',
    })
    expect(set.filter(({exam}) => exam === 'NE-3F')).toMatchObject([
      {window: '2026-10-01..2026-10-02'},
      {window: '2026-12-01..2026-12-02'},
    ])
    await setPeriodWindows(world.office(), {...own, registration: '2026-10-05..2026-10-06'})
    expect(
      (await listPeriodWindows(world.office(), {period: '2026-P2'})).filter(({exam}) => exam === 'NE-3F'),
    ).toHaveLength(2)
    await setPeriodWindows(world.office(), {...own, registration: 'none', taking: 'none'})
    expect((await listPeriodWindows(world.office(), {period: '2026-P2'})).filter(({exam}) => exam !== null)).toEqual([])
  })

  test('windows that do not fit change nothing', async () => {
    const before = await listPeriodWindows(world.office(), {period: '2026-P2'})
    await expect(
      setPeriodWindows(world.office(), {
        period: '2026-P2',
        registration: '2026-10-01..2026-10-02',
        taking: '2027-01-01..2027-01-02',
      }),
    ).rejects.toMatchObject(because('period.taking-outside'))
    await expect(setPeriodWindows(world.office(), {period: '2026-P2'})).rejects.toMatchObject({
      code: 'period.no-window-given',
    })
    await world.period('OUD', {state: 'archived'})
    await expect(
      setPeriodWindows(world.office(), {period: 'OUD', registration: '2026-10-01..2026-10-02'}),
    ).rejects.toMatchObject(because('period.over'))
    expect(await listPeriodWindows(world.office(), {period: '2026-P2'})).toEqual(before)
  })

  test('archived periods are listed only when asked for', async () => {
    expect(codesOf(await listPeriods(world.office()))).not.toContain('OUD')
    expect(codesOf(await listPeriods(world.office(), {archived: true}))).toContain('OUD')
  })
})
