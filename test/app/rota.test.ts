import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Period, Person, Room} from '../../src/institution/model.ts'
import {applyRota} from '../../src/planning/rota/apply-rota.ts'
import {makeRota} from '../../src/planning/rota/make-rota.ts'
import {replaceStaff} from '../../src/planning/rota/replace-staff.ts'
import {showRota} from '../../src/planning/rota/show-rota.ts'
import {swapDuties} from '../../src/planning/rota/swap-duties.ts'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('a rota on %s', (which) => {
  let world: World
  let period: Period
  let staff: Person[]
  let rooms: Room[]

  beforeAll(async () => {
    world = await openWorld(which)
    const noord = await world.location('NOORD')
    period = await world.period('2026-P2')
    rooms = [await world.room('B104', noord), await world.room('B105', noord)]
    const exam = await world.exam('NE-3F')
    staff = []
    for (const code of ['ANNA', 'BRAM', 'CATO', 'DIRK', 'EVA', 'FRED']) {
      const person = await world.employee(code, {locationId: noord.id})
      staff.push(person)
      await world.role(person, 'invigilator')
      if (code < 'D') await world.role(person, 'lead')
    }
    for (const on of ['2026-12-01', '2026-12-02'])
      for (const from of ['09:00', '13:00'])
        for (const room of rooms)
          await world.session(`${on.slice(8)}-${room.code}-${from.slice(0, 2)}`, period, room, [exam], {
            on,
            from,
            minutes: 120,
          })
  })
  afterAll(() => world.close())

  const days = {period: '2026-P2', from: '2026-12-01', to: '2026-12-02', proposals: 30_000}
  const codes = (deed: Promise<unknown>): Promise<string[]> =>
    deed.then(
      () => [],
      (error: {code: string; details: {reasons?: {code: string}[]}}) =>
        error.details.reasons?.map(({code}) => code) ?? [error.code],
    )
  const mails = () => world.store.db.selectFrom('message').select('body').execute()

  test('every session gets a lead and invigilators; few are called in, and the work is shared', async () => {
    const rota = await makeRota(world.office(), {...days, dryRun: true})
    expect(rota).toMatchObject({code: '', unfilled: 0})
    expect(rota.duties).toHaveLength(16)
    expect(rota.duties.filter(({kind}) => kind === 'lead').map(({staff: who}) => who)).not.toContain('DIRK')
    // Four people do at one time; each called in works the whole day.
    expect(rota.costs.days).toBe(8 * 30)
    expect(Math.max(...rota.shares.map(({minutes}) => minutes))).toBeLessThanOrEqual(8 * 60)
    expect(rota.costs.gap).toBeLessThan(200)
  })

  test('hours are kept to, and what nobody can do is said', async () => {
    const rota = await makeRota(world.office(), {...days, maxHours: 4, limits: {ANNA: 0}, dryRun: true})
    expect(rota.shares.every(({minutes}) => minutes <= 240)).toBe(true)
    expect(rota.shares.find(({staff: who}) => who === 'ANNA')).toMatchObject({minutes: 0})
    expect(rota.unfilled).toBe(16 - 10)
    expect(await codes(makeRota(world.office(), {...days, from: '2026-12-09', to: '2026-12-10'}))).toEqual([
      'rota.nothing',
    ])
    expect(await codes(makeRota(world.office(), {...days, from: '2026-12-10', to: '2026-12-09'}))).toEqual([
      'rota.no-days',
    ])
    await expect(makeRota(world.as('teacher'), days)).rejects.toMatchObject({kind: 'forbidden'})
  })

  test('a rota changes nothing until it is applied; then duties and reserves stand, and people are mailed', async () => {
    const made = await makeRota(world.office(), {...days, reserves: 1})
    expect(made).toMatchObject({code: '2026-P2-rota-1', state: 'planned', unfilled: 0})
    expect((await showRota(world.office(), {period: '2026-P2'})).duties).toEqual([])
    expect(await applyRota(world.office(), {rota: '2026-P2', dryRun: true})).toEqual(made)
    await applyRota(world.office(), {rota: made.code})
    const shown = await showRota(world.office(), {period: '2026-P2', from: '2026-12-01', to: '2026-12-02'})
    expect(shown.duties).toHaveLength(20)
    expect(shown.duties.filter(({duty}) => duty === 'reserve')).toHaveLength(4)
    expect(shown.shares.reduce((sum, {leads}) => sum + leads, 0)).toBe(8)
    expect((await mails()).length).toBeGreaterThan(0)
    expect(await codes(applyRota(world.office(), {rota: made.code}))).toEqual(['rota.applied'])
    expect(await codes(makeRota(world.office(), {...days, reserves: 1}))).toEqual(['rota.nothing'])
  })

  test('who falls out is replaced by somebody in reserve, near and free; those concerned are mailed', async () => {
    const {duties} = await showRota(world.office(), {period: '2026-P2', from: '2026-12-01', to: '2026-12-01'})
    const ill = duties.find(({duty}) => duty === 'invigilator')!.staff
    const reserves = duties.filter(({duty, on}) => duty === 'reserve' && on === '2026-12-01').map(({staff: who}) => who)
    const preview = await replaceStaff(world.office(), {staff: ill, on: '2026-12-01', dryRun: true})
    for (const {duty, by, reserve} of preview.replaced)
      if (duty === 'invigilator') expect(reserve && reserves.includes(by!)).toBe(true)
    expect((await showRota(world.office(), {period: '2026-P2', from: '2026-12-01', to: '2026-12-01'})).duties).toEqual(
      duties,
    )
    const before = (await mails()).length
    const done = await replaceStaff(world.office(), {staff: ill, on: '2026-12-01', reason: 'Ziek'})
    expect(done).toEqual(preview)
    expect((await mails()).length).toBeGreaterThan(before)
    const after = await showRota(world.office(), {period: '2026-P2', from: '2026-12-01', to: '2026-12-01'})
    const still = after.duties
      .filter(({staff: who, duty}) => who === ill && duty !== 'reserve')
      .map(({session}) => session)
    expect(still).toEqual(done.left)
    expect(await codes(replaceStaff(world.office(), {staff: ill, on: '2026-12-09'}))).toEqual(['rota.no-duty'])
    await expect(replaceStaff(world.as('teacher'), {staff: 'FRED', on: '2026-12-02'})).rejects.toMatchObject({
      kind: 'forbidden',
    })
  })

  test('two people change duties, each checked for the other’s session', async () => {
    const {duties} = await showRota(world.office(), {period: '2026-P2', from: '2026-12-02', to: '2026-12-02'})
    const invigilates = duties.filter(({duty}) => duty === 'invigilator')
    const [one] = invigilates
    const other = invigilates.find(({from, staff: who}) => from === one!.from && who !== one!.staff)!
    const swap = {session: one!.session!, staff: one!.staff, otherSession: other.session!, otherStaff: other.staff}
    expect(await swapDuties(world.office(), {...swap, dryRun: true})).toMatchObject({mailed: true})
    await swapDuties(world.office(), {...swap, reason: 'Onderling geruild'})
    const after = await showRota(world.office(), {period: '2026-P2', from: '2026-12-02', to: '2026-12-02'})
    expect(after.duties).toContainEqual({...one!, staff: other.staff})
    expect(after.duties).toContainEqual({...other, staff: one!.staff})
    expect(await codes(swapDuties(world.office(), swap))).toEqual(['staff.not-here', 'staff.not-here'])
  })
})
