import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {actorOf} from '../../db/actor.ts'
import type {Role} from '../../src/deeds.ts'
import {configureInstitution} from '../../src/institution/configure-institution.ts'
import {createInstitution} from '../../src/institution/create-institution.ts'
import {endRole} from '../../src/institution/roles/end-role.ts'
import {grantRole} from '../../src/institution/roles/grant-role.ts'
import {listMandates} from '../../src/institution/boards/list-mandates.ts'
import {listUsers} from '../../src/institution/roles/list-users.ts'
import {mapUser} from '../../src/institution/roles/map-user.ts'
import {showBoard} from '../../src/institution/boards/show-board.ts'
import {showInstitution} from '../../src/institution/show-institution.ts'
import {DATABASES} from '../support/databases.ts'
import {on, openWorld, type World} from '../support/world.ts'

const SANNE = {staffCode: 'VRIS', givenName: 'Sanne', familyName: 'Vries', email: 'sanne@example.org'}
const SIGN_IN = {kind: 'os', subject: 'sanne'}

describe.each(DATABASES)('a new school on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
    await world.store.db.deleteFrom('institution').execute()
  })
  afterAll(() => world.close())

  test('is made with its first person, who may do what the roles say from then on', async () => {
    const input = {name: 'Lindewaard', person: SANNE, signIn: SIGN_IN}
    const made = await createInstitution(world.as('admin'), input)
    expect(made).toMatchObject({roles: ['admin', 'office', 'functionary'], board: 'EC'})
    const {roles, person} = await actorOf(world.store, SIGN_IN, () => on('2026-11-02'))
    expect(person).toBe(made.person.id)
    expect(roles).toEqual(['office', 'functionary', 'admin'])
    expect(await listMandates(world.office())).toMatchObject([
      {code: made.mandate, staffCode: 'VRIS', board: 'EC', state: 'in force', from: '2026-11-02', to: '2027-11-02'},
    ])
    expect((await showBoard(world.office(), 'EC')).members).toEqual([])
  })

  test('is made once, and a second time changes nothing', async () => {
    const again = {name: 'Other', person: {...SANNE, staffCode: 'X'}, signIn: {kind: 'os', subject: 'x'}, board: 'X'}
    await expect(createInstitution(world.as('admin'), again)).rejects.toMatchObject({
      kind: 'refused',
      details: {reasons: [{code: 'institution.exists'}]},
    })
    expect(await showInstitution(world.office())).toMatchObject({name: 'Lindewaard', language: 'nl'})
    expect(await listUsers(world.as('admin'))).toMatchObject([{person: 'VRIS'}])
  })

  test.each([
    ['zone', {zone: 'Mars/Base'}],
    ['e-mail address', {person: {...SANNE, email: 'sanne'}}],
    ['role', {roles: ['student' as never]}],
  ])('is not made with a wrong %s', async (_, wrong) => {
    const input = {name: 'X', person: SANNE, signIn: SIGN_IN, ...wrong}
    await expect(createInstitution(world.as('admin'), input)).rejects.toMatchObject({code: 'input.invalid'})
  })

  test('of one person has a member on its board', async () => {
    const small = await openWorld(which)
    await small.store.db.deleteFrom('institution').execute()
    const roles = ['admin', 'office', 'board', 'functionary'] as const
    await createInstitution(small.as('admin'), {name: 'Klein', person: SANNE, signIn: SIGN_IN, roles: [...roles]})
    expect((await showBoard(small.office(), 'EC')).members).toMatchObject([{staffCode: 'VRIS'}])
    await small.close()
  })
})

describe.each(DATABASES)('the policy on %s', (which) => {
  let world: World
  beforeAll(async () => {
    world = await openWorld(which)
  })
  afterAll(() => world.close())

  test('is changed setting by setting, and shows what was before', async () => {
    const settings = {cancelUntilDays: '5', reminderDays: '7, 2,1', absenceLapsesResit: 'yes', dayParts: '08:30-12:00'}
    expect(await configureInstitution(world.as('admin'), {settings, name: 'Nieuw'})).toEqual([
      {setting: 'name', before: 'Testcollege', after: 'Nieuw'},
      {setting: 'cancelUntilDays', before: '2', after: '5'},
      {setting: 'reminderDays', before: '7,1', after: '7,2,1'},
      {setting: 'absenceLapsesResit', before: 'false', after: 'true'},
      {setting: 'dayParts', before: '09:00-12:30,13:00-17:00', after: '08:30-12:00'},
    ])
    const {name, policy} = await showInstitution(world.office())
    expect(name).toBe('Nieuw')
    expect(policy).toMatchObject({cancelUntilDays: 5, reminderDays: [7, 2, 1], offerHours: 24})
  })

  test.each([
    ['policy.unknown-setting', {colour: 'red'}],
    ['policy.unknown-setting', {constructor: 'x'}],
    ['input.invalid', {cancelUntilDays: ''}],
    ['input.invalid', {cancelUntilDays: '2.5'}],
    ['input.invalid', {cancelUntilDays: '61'}],
    ['input.invalid', {reminderDays: '7,soon'}],
    ['input.invalid', {absenceLapsesResit: 'maybe'}],
    ['input.invalid', {dayParts: '13:00-09:00'}],
    ['institution.nothing-to-change', {}],
  ])('refuses with %s: %j', async (code, settings) => {
    await expect(configureInstitution(world.as('admin'), {settings})).rejects.toMatchObject({kind: 'invalid', code})
    expect((await showInstitution(world.office())).policy.cancelUntilDays).toBe(5)
  })

  test('is for the admin to change', async () => {
    const change = configureInstitution(world.office(), {settings: {cancelUntilDays: '3'}})
    await expect(change).rejects.toMatchObject({code: 'deed.forbidden'})
  })
})

describe.each(DATABASES)('who may work with ontrac on %s', (which) => {
  let world: World
  const rolesOf = async (subject: string, today = '2026-11-02'): Promise<readonly Role[]> =>
    (await actorOf(world.store, {kind: 'os', subject}, () => on(today))).roles
  beforeAll(async () => {
    world = await openWorld(which)
    await world.employee('VRIS')
    await world.employee('JANA')
    await world.student('0412345')
    await world.location('NOORD')
    await world.exam('NE')
  })
  afterAll(() => world.close())

  test('an OS user is the person he is mapped to, and one person at a time', async () => {
    await mapUser(world.as('admin'), {osUser: 'pc1', person: 'VRIS'})
    await grantRole(world.as('admin'), {person: 'VRIS', role: 'office'})
    expect(await rolesOf('pc1')).toEqual(['office'])
    await mapUser(world.as('admin'), {osUser: 'pc1', person: '0412345'})
    expect(await rolesOf('pc1')).toEqual(['student'])
    expect(await rolesOf('nobody')).toEqual([])
    await expect(mapUser(world.as('admin'), {osUser: 'pc1', person: 'NONE'})).rejects.toMatchObject({
      code: 'staff.not-found',
    })
  })

  test('a role holds from its first day to its last, for what it is given for', async () => {
    await mapUser(world.as('admin'), {osUser: 'jan', person: 'JANA'})
    const term = {from: '2026-12-01', to: '2026-12-31'}
    await grantRole(world.as('admin'), {person: 'JANA', role: 'planner', locations: ['NOORD'], exams: ['NE'], ...term})
    expect(await rolesOf('jan', '2026-11-30')).toEqual([])
    expect(await rolesOf('jan', '2026-12-01')).toEqual(['planner'])
    expect(await rolesOf('jan', '2026-12-31')).toEqual(['planner'])
    expect(await rolesOf('jan', '2027-01-01')).toEqual([])
    const {scopes} = await actorOf(world.store, {kind: 'os', subject: 'jan'}, () => on('2026-12-01'))
    expect(scopes.planner).toMatchObject({locationIds: [expect.any(String)], examIds: [expect.any(String)]})
  })

  test('is given once for a time, and again for another', async () => {
    const planner = {person: 'JANA', role: 'planner' as const}
    await expect(grantRole(world.as('admin'), planner)).rejects.toMatchObject({
      details: {reasons: [{code: 'role.held'}]},
    })
    await grantRole(world.as('admin'), {...planner, from: '2027-01-01'})
    const backwards = {...planner, role: 'office' as const, from: '2027-01-02', to: '2027-01-01'}
    await expect(grantRole(world.as('admin'), backwards)).rejects.toMatchObject({code: 'role.ends-before-it-starts'})
    const unknown = {...planner, role: 'office' as const, locations: ['ZUID']}
    await expect(grantRole(world.as('admin'), unknown)).rejects.toMatchObject({code: 'location.not-found'})
  })

  test('a role ends; the last admin keeps his', async () => {
    await endRole(world.as('admin'), {person: 'JANA', role: 'planner'})
    expect(await rolesOf('jan', '2026-12-01')).toEqual([])
    await expect(endRole(world.as('admin'), {person: 'JANA', role: 'planner'})).rejects.toMatchObject({
      details: {reasons: [{code: 'role.not-held'}]},
    })
    await grantRole(world.as('admin'), {person: 'JANA', role: 'admin'})
    await expect(endRole(world.as('admin'), {person: 'JANA', role: 'admin'})).rejects.toMatchObject({
      details: {reasons: [{code: 'role.last-admin'}]},
    })
    expect(await listUsers(world.as('admin'))).toMatchObject([
      {person: '0412345', osUsers: ['pc1'], roles: []},
      {person: 'JANA', osUsers: ['jan'], roles: ['admin']},
      {person: 'VRIS', osUsers: [], roles: ['office']},
    ])
  })

  test('only the admin says so', async () => {
    const office = world.office()
    const forbidden = {code: 'deed.forbidden'}
    await expect(mapUser(office, {osUser: 'x', person: 'VRIS'})).rejects.toMatchObject(forbidden)
    await expect(grantRole(office, {person: 'VRIS', role: 'admin'})).rejects.toMatchObject(forbidden)
    await expect(endRole(office, {person: 'JANA', role: 'admin'})).rejects.toMatchObject(forbidden)
    await expect(listUsers(world.as('teacher'))).rejects.toMatchObject({code: 'view.forbidden'})
  })
})
