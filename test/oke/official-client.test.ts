import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {oke} from '../../plugins/oke/index.ts'
import {simulateSis} from '../../plugins/oke-simulator/sis.ts'
import type {Connection, ParticipationOut, ResultOut, SessionOut} from '../../src/connector.ts'
import {resultMessage} from '../../src/oke/counterpart.ts'
import {consumerOf, listOf, objectOf, type OkeObject} from '../../src/oke/parts.ts'
import {associationBody, offeringBody, personBody, resultBody} from '../../src/oke/writing.ts'
import {day, type Instant} from '../../src/time.ts'
import {entryChecks, OFFICIAL_FILE, overlaidFile, startValidator, type Validator} from '../support/oke-file.ts'
import {PUTS} from '../support/oke-messages.ts'
import {uuid} from '../support/oke-sides.ts'

const known = OFFICIAL_FILE === undefined ? describe.skip : describe
const unless = OFFICIAL_FILE === undefined ? ' (it is not beside the project, so that nothing is held against it)' : ''

const SESSION: SessionOut = {
  id: uuid('s'),
  code: 'S1-NE',
  name: 'Nederlands',
  startsAt: '2026-12-01T08:00:00.000Z' as Instant,
  endsAt: '2026-12-01T10:00:00.000Z' as Instant,
  minutes: 60,
  latestStart: '2026-12-01T08:30:00.000Z' as Instant,
  place: 'B104',
  component: uuid('component'),
  triggered: false,
}
const STUDENT = {
  id: uuid('p'),
  studentNumber: '1001',
  staffCode: null,
  givenName: 'Sanne',
  prefix: 'de',
  familyName: 'Vries',
  idCheckName: '',
  email: 's@example.org',
  language: 'nl',
  eckId: 'https://ketenid.example/1',
  accountId: null,
}
const PARTICIPATION: ParticipationOut = {
  id: uuid('d'),
  session: SESSION.id,
  role: 'student',
  person: STUDENT,
  extraMinutes: 30,
  aids: ['spoken'],
}
const LEAD: ParticipationOut = {
  ...PARTICIPATION,
  role: 'lead',
  person: {...STUDENT, studentNumber: null, staffCode: 'JAN1'},
}
const OUTCOME: ResultOut = {
  registration: uuid('r'),
  extra: null,
  attempt: 1,
  attendance: 'present',
  score: '7.5',
  passed: true,
  final: true,
  session: 'S1',
  takenOn: day('2026-12-01'),
  finishedAt: SESSION.endsAt,
  irregularities: 'Geluid.',
  documents: [{id: 'doc', type: 'other', name: 'formulier.pdf'}],
}
const EXTRA: ResultOut = {...OUTCOME, extra: {id: uuid('x'), person: STUDENT.id, exam: uuid('e')}}
const WITHIN = {from: day('2026-11-30'), to: day('2026-12-18')}

known(`the official file accepts all that our client asks${unless}`, () => {
  let file: Awaited<ReturnType<typeof overlaidFile>>
  let mock: Validator
  let sis: Awaited<ReturnType<typeof simulateSis>>
  let connection: Connection
  const asked: (readonly [path: string, status: number])[] = []

  beforeAll(async () => {
    file = await overlaidFile(OFFICIAL_FILE ?? '')
    mock = await startValidator('mock', file.file)
    sis = await simulateSis([])
    const {tokenUrl, clientId, clientSecret} = sis
    const functions = ['sis', 'delivery']
    const settings = {url: mock.url, tokenUrl, clientId, clientSecret, functions, platforms: ['remindo']}
    connection = await oke.open(oke.settings.parse(settings) as never, {
      ticks: () => performance.now(),
      log: ({status, path}) => void (path.endsWith('/token') || asked.push([path, status])),
    })
  })
  afterAll(async () => {
    await connection.close()
    mock.close()
    await sis.close()
    await file.remove()
  })

  test.each([
    ['session', () => connection.sessionsOut?.putSession(SESSION)],
    ['session that the lead starts', () => connection.sessionsOut?.putSession({...SESSION, triggered: true})],
    ['participation', () => connection.sessionsOut?.putParticipation(PARTICIPATION)],
    ['lead', () => connection.sessionsOut?.putParticipation(LEAD)],
    ['cancelled participation', () => connection.sessionsOut?.cancelParticipation(PARTICIPATION.id)],
    ['cancelled session', () => connection.sessionsOut?.cancelSession(SESSION.id)],
    ['start link', () => connection.sessionsOut?.startLink(PARTICIPATION.id)],
    ['result', () => connection.resultsOut?.send(OUTCOME)],
    ['attendance at once', () => connection.resultsOut?.send({...OUTCOME, score: null, passed: null, final: false})],
    ['extra attempt', () => connection.resultsOut?.send(EXTRA)],
    ['document', () => connection.resultsIn?.document('123454')],
    ['person', () => connection.registrations?.one('person', STUDENT.id)],
    ['exam', () => connection.registrations?.one('exam', uuid('e'))],
    ['programme', () => connection.registrations?.one('programme', uuid('e'))],
    ['programme enrolment', () => connection.registrations?.one('programme-enrolment', uuid('r'))],
  ])('one %s', async (_what, call) => {
    asked.length = 0
    await call()
    expect(asked.map(([, status]) => (status === 201 ? 200 : status))).toEqual([200])
  })

  // What the tool makes up says at random that there is a next page.
  test.each([
    ['catalogue', () => connection.catalogue?.read()],
    ['exams of some days', () => connection.registrations?.read(WITHIN)],
    ['groups', () => connection.roster?.read(WITHIN)],
    ['results of a session', () => connection.resultsIn?.read(SESSION.id)],
  ])('the %s', async (_what, read) => {
    asked.length = 0
    for await (const _ of read() ?? []) break
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter(([, status]) => status !== 200)).toEqual([])
  })

  test('what the other side is and which flows it has', async () => {
    expect(await connection.test()).toMatchObject({
      answered: true,
      versions: ['v4', 'nl-test-admin 0.9.3'],
      flows: ['0', '1', '2', '5'].map((flow) => ({flow, works: true, remark: ''})),
    })
  })

  test('it would not accept just anything: it looks into what is sent', async () => {
    const body = {...offeringBody(SESSION), startDateTime: 'tomorrow'}
    const headers = {authorization: 'Bearer any', 'content-type': 'application/json'}
    const put = {method: 'PUT', headers, body: JSON.stringify(body)}
    expect((await fetch(`${mock.url}/offerings/${SESSION.id}`, put)).status).toBe(400)
  })
})

// The file lets anything pass in `consumers`, beside what it says of our own entry there.
known(`our entry in consumers is as the official file describes it${unless}`, () => {
  let checks: ReturnType<typeof entryChecks>
  beforeAll(() => {
    checks = entryChecks(OFFICIAL_FILE ?? '')
  })
  const entries: readonly (readonly [string, string, OkeObject])[] = [
    ['session', 'nl-test-admin-Offering', offeringBody(SESSION)],
    ['participation', 'nl-test-admin-Association', associationBody(PARTICIPATION)],
    ['student', 'nl-test-admin-Person', personBody(STUDENT)],
    ['outcome', 'nl-test-admin-Association', resultBody(OUTCOME)],
    ['outcome itself', 'nl-test-admin-Result', objectOf(resultBody(OUTCOME)['result'])],
    ['extra attempt', 'nl-test-admin-Association', resultBody(EXTRA)],
  ]
  test.each(entries)('of a %s', (_what, schema, body) => {
    expect(listOf(body['consumers'])).toHaveLength(1)
    expect(checks(schema, consumerOf(body))).toEqual([])
  })

  test.each([
    ['exam', 'nl-test-admin-Offering', PUTS['exam']?.body],
    ['registration', 'nl-test-admin-Association', PUTS['registration']?.body],
    ['student', 'nl-test-admin-Person', PUTS['person']?.body],
    ['result', 'nl-test-admin-Result', resultMessage({attendance: 'present', score: '7.0'}, '2026-12-01')['result']],
  ] as const)('and that of a %s of our simulators', (_what, schema, body) => {
    expect(checks(schema, consumerOf(objectOf(body)))).toEqual([])
  })

  test('and a wrong one would be seen', () => {
    expect(checks('nl-test-admin-Offering', {consumerKey: 'nl-test-admin', offeringState: 'gone'})).not.toEqual([])
  })
})
