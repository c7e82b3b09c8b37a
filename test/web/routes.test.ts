import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {reachOf, type Role, ROLES} from '../../src/deeds.ts'
import type {Route} from '../../web/route.ts'
import {ROUTES} from '../../web/routes.ts'
import {DATABASES} from '../support/databases.ts'
import type {Browser} from '../support/web.ts'
import {openWebSchool, type WebSchool} from '../support/web-school.ts'

const SIGNED_IN = ROLES.filter((role) => role !== 'system')

/** Whether a role comes in at a route, read from the table and not from the code that decides it. */
function opensTo({audience, right}: Route, role: Role): boolean {
  if (audience === 'anyone' || audience === 'half-signed-in') return true
  if (audience !== 'signed-in' && !audience.includes(role)) return false
  return right === null || reachOf(right, role) !== undefined
}

describe.each(DATABASES)('the pages on %s', (which) => {
  let school: WebSchool
  const browsers = new Map<Role, Browser>()
  beforeAll(async () => {
    school = await openWebSchool(which)
    for (const role of SIGNED_IN) {
      const person = role === 'student' ? school.student : await school.world.employee(`X${role.toUpperCase()}`)
      if (role !== 'student') await school.world.role(person, role)
      browsers.set(role, await school.signedIn(person))
    }
  })
  afterAll(() => school.close())

  const ask = async (browser: Browser, {method, path}: Route, registration: string) => {
    const address = path
      .replace(':registration', registration)
      .replace(':token', 'x')
      .replace(':student', school.student.id)
      .replace(':person', school.student.id)
      .replace(':session', school.monday.id)
      .replace(':period', school.period.id)
      .replace(':step', 'publish')
      .replace(':case', 'NONE')
      .replace(':resit', 'NONE')
      .replace(':mandate', 'NONE')
    return method === 'get' ? browser.get(address) : browser.send(address, await formOf(browser, address))
  }
  /** The token of the session's forms, from a page that everybody has. */
  const formOf = async (browser: Browser, to: string): Promise<Record<string, string>> => {
    const {text} = await browser.get('/tasks')
    const [, token = ''] = /name="_form" value="([^"]+)"/.exec(text) ?? []
    return {_form: token, _key: `key of ${to}`}
  }

  test.each(SIGNED_IN)('%s comes in where the table says so, and nowhere else', async (role) => {
    const browser = browsers.get(role)!
    const wrong: string[] = []
    for (const route of ROUTES) {
      if (route.path === '/sign-out') continue
      const {status} = await ask(browser, route, school.toChoose.id)
      const shut = status === 403
      if (shut === opensTo(route, role)) wrong.push(`${role} ${route.method} ${route.path}: ${status}`)
      if (status >= 500) wrong.push(`${role} ${route.method} ${route.path}: ${status}`)
    }
    expect(wrong).toEqual([])
  })

  test('nobody comes in without being signed in, except to sign in', async () => {
    const browser = school.browser()
    for (const route of ROUTES.filter(({audience}) => audience !== 'anyone')) {
      const {status, to} = await ask(browser, route, school.toChoose.id)
      expect([route.path, status, to]).toEqual([route.path, 303, '/sign-in'])
    }
  })

  test('who is half-way signed in comes no further than the second step', async () => {
    const vris = await school.world.employee('HALF')
    await school.world.role(vris, 'office')
    const browser = await school.signedIn(vris, {step: 'second-factor'})
    for (const route of ROUTES.filter(({audience}) => audience === 'signed-in' || Array.isArray(audience))) {
      const {status, to} = await ask(browser, route, school.toChoose.id)
      expect([route.path, status, to]).toEqual([route.path, 303, '/sign-in/second-factor'])
    }
  })

  test('another’s objects are not there: neither to see nor to change', async () => {
    const browser = browsers.get('student')!
    const count = async () => [
      await school.world.store.readDb.selectFrom('enrolment').select(['id', 'endedAt']).orderBy('id').execute(),
      await school.world.store.readDb.selectFrom('waitingPlace').select('id').execute(),
    ]
    const before = await count()
    for (const route of ROUTES.filter(({path}) => path.startsWith('/student') && path.includes(':registration'))) {
      const {status, text} = await ask(browser, route, school.others.id)
      expect([route.path, status]).toEqual([route.path, 404])
      expect(text).not.toContain('Bakkerveld')
    }
    expect(await count()).toEqual(before)
  })
})
