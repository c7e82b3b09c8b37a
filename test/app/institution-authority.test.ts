import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import type {Role} from '../../src/deeds.ts'
import type {ExamId, ProgrammeId} from '../../src/ids.ts'
import {openAuthority} from '../../src/institution/boards/authority.ts'
import {changeBoard} from '../../src/institution/boards/change-board.ts'
import {createBoard} from '../../src/institution/boards/create-board.ts'
import {type GiveMandate, giveMandate} from '../../src/institution/boards/give-mandate.ts'
import type {Person} from '../../src/institution/model.ts'
import {revokeMandate} from '../../src/institution/boards/revoke-mandate.ts'
import type {z} from 'zod'
import {DATABASES} from '../support/databases.ts'
import {openWorld, type World} from '../support/world.ts'

describe.each(DATABASES)('who may decide on %s', (which) => {
  let world: World
  let member: Person
  let functionary: Person
  let other: Person
  const exams: Record<string, ExamId> = {}
  const programmes: Record<string, ProgrammeId> = {}

  beforeAll(async () => {
    world = await openWorld(which)
    for (const code of ['NE', 'EN', 'RE']) exams[code] = (await world.exam(code)).id
    for (const code of ['VZ', 'ICT']) programmes[code] = (await world.programme(code)).id
    member = await world.employee('MEMB')
    functionary = await world.employee('FUNC')
    other = await world.employee('OTHR')
    for (const code of ['EC', 'EC2']) await createBoard(world.as('admin'), {code, name: code})
    const term = {from: '2026-11-01', to: '2026-12-31'}
    const own = {addMembers: ['MEMB'], addProgrammes: ['VZ'], addExams: ['NE']}
    await changeBoard(world.as('admin'), {board: 'EC', ...own, ...term})
    await changeBoard(world.as('admin'), {board: 'EC2', addMembers: ['OTHR'], addProgrammes: ['ICT']})
  })
  afterAll(() => world.close())

  /** Whether somebody may establish the result of a student of `of` at an exam. */
  const may = (role: Role, person: Person, exam: string, of: readonly string[], deed = 'result.establish' as const) =>
    world.as(role, person).read('catalogue.read', async (stores, access) => {
      const authority = (await openAuthority(stores, access, deed))({
        exam: exams[exam]!,
        programmes: of.map((code) => programmes[code]!),
      })
      if (!authority) return null
      return authority.mandateId === null ? 'board' : 'mandate'
    })
  const give = (limits: Partial<z.input<typeof GiveMandate>>) =>
    giveMandate(world.as('board', member), {
      board: 'EC',
      person: 'FUNC',
      from: '2026-11-02',
      to: '2026-11-30',
      ...limits,
    })

  test('a board answers for its exams and for every exam of the students of its programmes', async () => {
    expect(await may('board', member, 'NE', [])).toBe('board')
    expect(await may('board', member, 'NE', ['ICT'])).toBe('board')
    expect(await may('board', member, 'RE', ['VZ'])).toBe('board')
    expect(await may('board', member, 'RE', ['ICT', 'VZ'])).toBe('board')
    expect(await may('board', member, 'RE', ['ICT'])).toBeNull()
    expect(await may('board', member, 'RE', [])).toBeNull()
    expect(await may('board', other, 'NE', ['VZ'])).toBeNull()
    expect(await may('board', other, 'NE', ['ICT'])).toBe('board')
  })

  test('a member decides in that role only, and in his term', async () => {
    expect(await may('functionary', member, 'NE', ['VZ'])).toBeNull()
    expect(await may('office', member, 'NE', ['VZ'])).toBeNull()
    world.setNow('2026-12-31T23:59')
    expect(await may('board', member, 'NE', ['VZ'])).toBe('board')
    world.setNow('2027-01-01T00:00')
    expect(await may('board', member, 'NE', ['VZ'])).toBeNull()
    world.setNow('2026-11-02T09:00')
  })

  test('a functionary decides under a mandate for the deed, exam and programme, on its days', async () => {
    expect(await may('functionary', functionary, 'NE', ['VZ'])).toBeNull()
    const {code} = await give({deeds: ['result.establish'], exams: ['NE'], programmes: ['VZ']})
    expect(await may('functionary', functionary, 'NE', ['VZ'])).toBe('mandate')
    expect(await may('functionary', functionary, 'NE', ['ICT'])).toBeNull()
    expect(await may('functionary', functionary, 'RE', ['VZ'])).toBeNull()
    expect(await may('functionary', functionary, 'NE', ['VZ'], 'result.publish' as 'result.establish')).toBeNull()
    expect(await may('functionary', other, 'NE', ['VZ'])).toBeNull()
    world.setNow('2026-11-30T23:59')
    expect(await may('functionary', functionary, 'NE', ['VZ'])).toBe('mandate')
    world.setNow('2026-12-01T00:00')
    expect(await may('functionary', functionary, 'NE', ['VZ'])).toBeNull()
    world.setNow('2026-11-02T09:00')
    await revokeMandate(world.as('board', member), {mandate: code, reason: 'Klaar'})
    expect(await may('functionary', functionary, 'NE', ['VZ'])).toBeNull()
  })

  test('of overlapping mandates the one that allows it counts, within what the board answers for', async () => {
    await give({deeds: ['result.publish']})
    await give({exams: ['RE']})
    expect(await may('functionary', functionary, 'NE', ['VZ'])).toBeNull()
    await give({deeds: ['result.establish']})
    expect(await may('functionary', functionary, 'NE', ['VZ'])).toBe('mandate')
    expect(await may('functionary', functionary, 'RE', ['VZ'])).toBe('mandate')
    expect(await may('functionary', functionary, 'RE', ['ICT'])).toBeNull()
  })
})
