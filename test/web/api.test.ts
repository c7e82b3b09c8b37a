import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {createToken, revokeToken} from '../../src/sign-in/api-tokens.ts'
import {CALLS} from '../../web/api/calls.ts'
import {DATABASES} from '../support/databases.ts'
import {openWebSchool, type WebSchool} from '../support/web-school.ts'

describe.each(DATABASES)('the API on %s', (which) => {
  let school: WebSchool
  let token = ''
  let narrow = ''
  let students = ''
  beforeAll(async () => {
    school = await openWebSchool(which)
    const {world, served} = school
    await world.role(await world.employee('VRIS'), 'office')
    const make = async (person: string, scopes: string[]) =>
      (await createToken(world.as('admin'), served.ports.secrets, {person, title: 'Portal', scopes})).token
    token = await make('VRIS', ['read', 'enrolment.add', 'enrolment.cancel', 'enrolment.move'])
    narrow = await make('VRIS', ['registration.read'])
    students = await make('100001', ['read', 'enrolment.add'])
  })
  afterAll(() => school.close())

  type Sent = Readonly<{as?: string; key?: string; body?: unknown}>
  const call = async (path: string, {as = token, key, body}: Sent = {}) => {
    const answer = await fetch(`${school.origin}/api${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        Authorization: `Bearer ${as}`,
        ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
        ...(key === undefined ? {} : {'Idempotency-Key': key}),
      },
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
    })
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      json: (await answer.json()) as Record<string, unknown>,
    }
  }
  const wish = () => ({student: '100001', exam: 'NE-3F', session: school.monday.code})

  test('describes itself', async () => {
    const {status, json} = await call('/openapi.json')
    expect([status, json['openapi']]).toEqual([200, '3.1.0'])
    const described = Object.keys(json['paths'] as object).toSorted()
    expect(described).toEqual([...new Set(CALLS.map(({route}) => route.path))].toSorted())
  })

  test('answers who comes with a token, within its scopes and its person’s reach', async () => {
    expect((await call('/me')).json).toMatchObject({person: 'VRIS', roles: ['office']})
    expect((await call('/periods')).json).toMatchObject({periods: [{code: '2026-P2'}]})
    expect((await call('/periods/2026-P2/demand')).json).toMatchObject({period: '2026-P2', by: 'exam'})
    expect((await call('/registrations?limit=2')).json).toMatchObject({
      registrations: [{}, {}],
      next: expect.any(String),
    })
    expect((await call('/students/100001/exams/NE-3F/moments')).json).toMatchObject({student: '100001'})
    expect((await call('/students/100001/exams', {as: students})).status).toBe(200)
    expect(await call('/students/100002/exams', {as: students})).toMatchObject({
      status: 404,
      json: {code: 'student.not-found'},
    })
    expect((await call('/registrations', {as: narrow})).status).toBe(200)
    expect(await call('/periods', {as: narrow})).toMatchObject({status: 403, json: {code: 'token.scope'}})
  })

  test('refuses with a problem that names its code', async () => {
    const made = `ontrac_${'x'.repeat(43)}`
    expect(await call('/me', {as: made})).toMatchObject({
      status: 401,
      type: 'application/problem+json',
      json: {code: 'token.needed'},
    })
    expect(await call('/nothing')).toMatchObject({status: 404, json: {code: 'page.not-found'}})
    expect(await call('/enrolments', {body: wish()})).toMatchObject({status: 400, json: {code: 'api.key-needed'}})
    expect(await call('/enrolments', {body: {student: 1}, key: 'key-00000'})).toMatchObject({
      status: 400,
      json: {code: 'input.invalid'},
    })
  })

  test('does a deed once for each key, whoever asks at the same time, and no other deed by it', async () => {
    const answers = await Promise.all(
      Array.from({length: 5}, () => call('/enrolments', {body: wish(), key: 'key-of-claim-1'})),
    )
    expect(answers.map(({status}) => status)).toEqual([200, 200, 200, 200, 200])
    expect(new Set(answers.map(({json}) => JSON.stringify(json))).size).toBe(1)
    const rows = await school.world.store.readDb
      .selectFrom('enrolment')
      .select('id')
      .where('registrationId', '=', school.toChoose.id)
      .execute()
    expect(rows).toHaveLength(1)
    const other = await call('/enrolments', {body: {...wish(), session: school.tuesday.code}, key: 'key-of-claim-1'})
    expect(other).toMatchObject({status: 400, json: {code: 'receipt.reused'}})
    const again = await call('/enrolments', {body: wish(), key: 'key-of-claim-2'})
    expect(again).toMatchObject({status: 409, json: {reasons: [{code: 'enrolment.exists'}]}})
  })

  test('cancels and moves', async () => {
    const body = {session: school.tuesday.code}
    const moved = await call(`/enrolments/${school.others.code}/move`, {body, key: 'key-of-move'})
    expect(moved.json).toMatchObject({from: {session: school.small.code}, to: {session: school.tuesday.code}})
    const cancelled = await call(`/enrolments/${school.toChoose.code}/cancel`, {body: {}, key: 'key-of-cancel'})
    expect(cancelled).toMatchObject({status: 200, json: {session: school.monday.code}})
  })

  test('a token that is revoked opens nothing', async () => {
    const made = await createToken(school.world.as('admin'), school.served.ports.secrets, {
      person: 'VRIS',
      title: 'Once',
      scopes: ['read'],
    })
    expect((await call('/me', {as: made.token})).status).toBe(200)
    await revokeToken(school.world.as('admin'), made.code)
    expect((await call('/me', {as: made.token})).status).toBe(401)
  })
})
