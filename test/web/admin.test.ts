import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {listUsers} from '../../src/institution/roles/list-users.ts'
import {createToken} from '../../src/sign-in/api-tokens.ts'
import {DATABASES} from '../support/databases.ts'
import {type Browser, openServedWorld, type ServedWorld} from '../support/web.ts'

describe.each(DATABASES)('the pages of the administrator on %s', (which) => {
  let pages: ServedWorld
  let admin: Browser
  beforeAll(async () => {
    pages = await openServedWorld(which)
    const vries = await pages.world.employee('VRIS')
    await pages.world.role(vries, 'admin')
    await pages.world.employee('BOS', {givenName: 'Ank', prefix: '', familyName: 'Bos'})
    admin = await pages.signedIn(vries)
  })
  afterAll(() => pages.close())

  const rolesOf = async (code: string) =>
    (await listUsers(pages.world.as('admin'))).find(({person}) => person === code)?.roles ?? []

  test('give a role and take it back', async () => {
    await admin.get('/admin/people')
    const given = {person: 'BOS', role: 'office', to: '2027-07-31'}
    expect((await admin.send('/admin/people/give-role', given)).to).toBe('/admin/people?done=saved')
    expect(await rolesOf('BOS')).toEqual(['office'])
    expect((await admin.get('/admin/people')).text).toContain('Neem de rol examenbureau van Ank Bos terug')
    await admin.send('/admin/people/end-role', {person: 'BOS', role: 'office'})
    expect(await rolesOf('BOS')).toEqual([])
  })

  test('leave the last administrator his role', async () => {
    await admin.get('/admin/people')
    const {status, text} = await admin.send('/admin/people/end-role', {person: 'VRIS', role: 'admin'})
    expect([status, text.includes('laatste beheerder')]).toEqual([409, true])
    expect(await rolesOf('VRIS')).toEqual(['admin'])
  })

  test('invite somebody by mail', async () => {
    await admin.get('/admin/people')
    expect((await admin.send('/admin/people/invite', {person: 'BOS'})).to).toBe('/admin/people?done=invited')
    const links = await pages.world.store.readDb.selectFrom('signInLink').select('purpose').execute()
    expect(links).toEqual([{purpose: 'set-up'}])
  })

  test('revoke the token of a program', async () => {
    const {secrets} = pages.served.ports
    await createToken(pages.world.as('admin'), secrets, {person: 'BOS', title: 'Rooster', scopes: ['read']})
    const {text} = await admin.get('/admin/tokens')
    expect(text).toContain('<b>Rooster</b>')
    const [, code = ''] = /name="code" value="(\w+)"/.exec(text) ?? []
    await admin.send('/admin/tokens/revoke', {code})
    expect((await admin.get('/admin/tokens')).text).toContain('Er is geen koppelcode.')
  })
})
