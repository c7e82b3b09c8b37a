import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {serve} from '@hono/node-server'
import {simulateSis} from '../../plugins/oke-simulator/sis.ts'
import {oke} from '../../plugins/oke/index.ts'
import {
  type Connection,
  IncomingRecord,
  type ParticipationOut,
  type RecordOf,
  type ResultOut,
  type SessionOut,
} from '../../src/connector.ts'
import {addClient} from '../../src/exchange/add-client.ts'
import {addParty} from '../../src/exchange/add-party.ts'
import {ExamError} from '../../src/errors.ts'
import {
  enrolledBody,
  examBody,
  programmeBody,
  registrationBody,
  reportMessage,
  resultMessage,
  studentBody,
} from '../../src/oke/counterpart.ts'
import {day, type Instant} from '../../src/time.ts'
import {OFFICIAL_FILE, overlaidFile, overlayActions, startValidator, type Validator} from '../support/oke-file.ts'
import {sendPorts, sisRecords, uuid} from '../support/oke-sides.ts'
import {openWorld, type World} from '../support/world.ts'
import {okeApp} from '../../web/oke/app.ts'

test('every deviation from the official file cites its line of the checklist', () => {
  for (const {description} of overlayActions()) expect(description).toMatch(/^§8\.\d+: /)
})

const known = OFFICIAL_FILE === undefined ? describe.skip : describe
const RECORDS = sisRecords([['1001', 'NE-3F']]).map((record) => IncomingRecord.parse(record))
const of = <K extends IncomingRecord['kind']>(kind: K): RecordOf<K> =>
  RECORDS.find((record) => record.kind === kind) as RecordOf<K>

known(
  `the official file${OFFICIAL_FILE === undefined ? ' is not beside the project, so that nothing is held against it' : ''}`,
  () => {
    let file: Awaited<ReturnType<typeof overlaidFile>>
    beforeAll(async () => {
      file = await overlaidFile(OFFICIAL_FILE ?? '')
    })
    afterAll(() => file.remove())

    describe('accepts all that our server answers', () => {
      let world: World
      let validator: Validator
      let close: () => Promise<void>
      let fault: Error | null = null
      const tokens: Record<string, string> = {}
      let ours: {enrolment: string; session: string; document: string}

      beforeAll(async () => {
        world = await openWorld('sqlite')
        const period = await world.period('2026-P2')
        const exam = await world.exam('NE-3F')
        const made = await world.session('S1', period, await world.room('B1', await world.location('N')), [exam])
        const registration = await world.registration(await world.student('9001'), exam, period)
        const enrolment = await world.enrolment(registration, made)
        const ports = await sendPorts()
        const settings = {
          url: 'https://x.example.org',
          tokenUrl: 'https://x.example.org/t',
          clientId: 'a',
          clientSecret: 'b',
        }
        for (const [code, more] of [
          ['SIS', {functions: ['sis']}],
          ['TA', {functions: ['delivery'], platforms: ['remindo']}],
        ] as const)
          await addParty(world.as('admin'), ports, {code, connector: 'oke', settings: {...settings, ...more}})
        const app = okeApp({
          context: async () => {
            if (fault) throw fault
            return world.system()
          },
          ticks: () => performance.now(),
          contactEmail: 'examenbureau@example.org',
        })
        const server = serve({fetch: app.app.fetch, port: 0, hostname: '127.0.0.1'})
        await new Promise((resolve) => server.once('listening', resolve))
        const at = server.address()
        const upstream = `http://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`
        for (const [party, scope] of [
          ['SIS', 'nl-test-admin-flow-1-5'],
          ['TA', 'nl-test-admin-flow-2-3-4'],
        ] as const) {
          const {client, secret} = await addClient(world.as('admin'), {party, scopes: [scope]})
          const body = new URLSearchParams({
            grant_type: 'client_credentials',
            client_id: client,
            client_secret: secret ?? '',
          })
          const answer = await fetch(`${upstream}/token`, {method: 'POST', body})
          tokens[party] = ((await answer.json()) as {access_token: string}).access_token
        }
        ours = {
          enrolment: enrolment.id,
          session: made.sessionExams[0]?.id ?? '',
          document: await keepDocument(world, made.session.id),
        }
        validator = await startValidator('proxy', file.file, upstream)
        close = async () => {
          validator.close()
          await app.close()
          server.close()
          await world.close()
        }
      })
      afterAll(() => close())

      async function ask(method: string, path: string, {body, token = 'SIS'}: {body?: unknown; token?: string} = {}) {
        const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
        const answer = await fetch(`${validator.url}${path}`, {
          method,
          headers: {authorization: `Bearer ${tokens[token] ?? token}`, 'content-type': type},
          ...(body === undefined ? {} : {body: JSON.stringify(body)}),
        })
        return {status: answer.status, violations: answer.headers.get('sl-violations'), text: await answer.text()}
      }

      const messages: readonly (readonly [
        what: string,
        method: string,
        path: () => string,
        body: () => unknown,
        token?: string,
      ])[] = [
        ['an exam', 'PUT', () => `/offerings/${of('exam').id}`, () => examBody(of('exam'))],
        ['a programme', 'PUT', () => `/offerings/${of('programme').id}`, () => programmeBody(of('programme'))],
        ['a person', 'PUT', () => `/persons/${of('person').id}`, () => studentBody(of('person'))],
        [
          'a programme enrolment',
          'PUT',
          () => `/associations/${of('programme-enrolment').id}`,
          () => enrolledBody(of('programme-enrolment')),
        ],
        [
          'a registration',
          'PUT',
          () => `/associations/${of('registration').id}`,
          () => registrationBody(of('registration')),
        ],
        [
          'a group',
          'PUT',
          () => `/groups/${uuid('g')}`,
          () => ({
            groupId: uuid('g'),
            primaryCode: {codeType: 'groupCode', code: 'V4A'},
            groupType: 'class',
            name: [{language: 'nl-NL', value: 'V4A'}],
          }),
        ],
        [
          'a member',
          'PUT',
          () => `/groups/${uuid('g')}/members/${of('person').id}`,
          () => ({personId: of('person').id, startDateTime: '2026-08-01T08:00:00Z', state: 'active'}),
        ],
      ]

      for (const [what, method, path, body] of messages)
        test(`201 and 200 for ${what}`, async () => {
          expect(await ask(method, path(), {body: body()})).toMatchObject({status: 201, violations: null})
          expect(await ask(method, path(), {body: body()})).toMatchObject({status: 200, violations: null})
        })

      test('200 for changes of the SIS', async () => {
        const consumers = [{consumerKey: 'nl-test-admin', attemptLeft: 2}]
        const change = {associationType: 'componentOfferingAssociation', consumers}
        expect(await ask('PATCH', `/associations/${of('registration').id}`, {body: change})).toMatchObject({
          status: 200,
          violations: null,
        })
        const name = {offeringType: 'component', name: [{language: 'nl-NL', value: 'Anders'}]}
        expect(await ask('PATCH', `/offerings/${of('exam').id}`, {body: name})).toMatchObject({
          status: 200,
          violations: null,
        })
      })

      test('200 for results and reports of the platform', async () => {
        const result = resultMessage({attendance: 'present', score: '7.0'}, '2026-12-01')
        expect(await ask('PATCH', `/associations/${ours.enrolment}`, {body: result, token: 'TA'})).toMatchObject({
          status: 200,
          violations: null,
        })
        const report = reportMessage('Geluid.', [{id: 'r1', type: 'sessionReport', name: 'pv.pdf'}])
        expect(await ask('PATCH', `/offerings/${ours.session}`, {body: report, token: 'TA'})).toMatchObject({
          status: 200,
          violations: null,
        })
      })

      test('200 for what the service is, and for a document', async () => {
        expect(await ask('GET', '/')).toMatchObject({status: 200, violations: null})
        expect(await ask('GET', `/documents/${ours.document}`, {token: 'TA'})).toMatchObject({
          status: 200,
          violations: null,
        })
      })

      test('400 for a message with another id than its path', async () => {
        for (const [, method, path, body] of messages.filter(([what]) => what !== 'a member'))
          expect(await ask(method, path().replace(/[0-9a-f-]{36}$/, uuid('another')), {body: body()})).toMatchObject({
            status: 400,
            violations: null,
          })
        const unknown = {associationType: 'componentOfferingAssociation', offering: null}
        expect(await ask('PATCH', `/associations/${of('registration').id}`, {body: unknown})).toMatchObject({
          status: 400,
        })
      })

      test('401 without a good token, 403 with one for other flows', async () => {
        for (const [, method, path, body] of messages) {
          expect(await ask(method, path(), {body: body(), token: 'stale'})).toMatchObject({
            status: 401,
            violations: null,
          })
          expect(await ask(method, path(), {body: body(), token: 'TA'})).toMatchObject({status: 403, violations: null})
        }
        const report = reportMessage('Geluid.', [])
        expect(await ask('PATCH', `/offerings/${ours.session}`, {body: report})).toMatchObject({
          status: 403,
          violations: null,
        })
        expect(await ask('GET', `/documents/${ours.document}`)).toMatchObject({status: 403, violations: null})
        expect(await ask('GET', `/documents/${ours.document}`, {token: 'stale'})).toMatchObject({
          status: 401,
          violations: null,
        })
      })

      // The file refers to itself in circles, and the validator then looks at paths, methods and statuses, not into bodies:
      // this must be made to hold before the checks above say anything about bodies.
      test.fails('and would not accept just anything', async () => {
        const nonsense = {...examBody(of('exam')), offeringType: 'nonsense'}
        const {violations} = await ask('PUT', `/offerings/${of('exam').id}`, {body: nonsense})
        expect(violations ?? '').toContain('offeringType')
      })

      test('404 for what is not there', async () => {
        expect(await ask('GET', `/documents/${uuid('none')}`)).toMatchObject({status: 404, violations: null})
        const change = {offeringType: 'component', name: [{language: 'nl-NL', value: 'Anders'}]}
        expect(await ask('PATCH', `/offerings/${uuid('none')}`, {body: change})).toMatchObject({
          status: 404,
          violations: null,
        })
      })

      test('429 when we are busy, 500 when something is wrong here', async () => {
        const putExam = () => ask('PUT', `/offerings/${of('exam').id}`, {body: examBody(of('exam'))})
        fault = new ExamError('unavailable', 'store.busy', 'Busy.')
        expect(await putExam()).toMatchObject({status: 429, violations: null})
        fault = new Error('a bug')
        expect(await putExam()).toMatchObject({status: 500, violations: null})
        fault = null
      })
    })

    describe('accepts all that our client asks', () => {
      let mock: Validator
      let sis: Awaited<ReturnType<typeof simulateSis>>
      let connection: Connection
      const statuses: number[] = []

      beforeAll(async () => {
        mock = await startValidator('mock', file.file)
        sis = await simulateSis([])
        const {tokenUrl, clientId, clientSecret} = sis
        const settings = {
          url: mock.url,
          tokenUrl,
          clientId,
          clientSecret,
          functions: ['sis', 'delivery'],
          platforms: ['remindo'],
          timeoutSeconds: 20,
        }
        connection = await oke.open(oke.settings.parse(settings) as never, {
          ticks: () => performance.now(),
          log: ({status, path}) => void (path.endsWith('/token') || statuses.push(status)),
        })
      })
      afterAll(async () => {
        await connection.close()
        mock.close()
        await sis.close()
      })

      const session: SessionOut = {
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
      const person = {
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
      const participation: ParticipationOut = {
        id: uuid('d'),
        session: session.id,
        role: 'student',
        person,
        extraMinutes: 30,
        aids: ['spoken'],
      }
      const outcome: ResultOut = {
        registration: uuid('r'),
        extra: null,
        attempt: 1,
        attendance: 'present',
        score: '7.5',
        passed: true,
        final: true,
        session: 'S1',
        takenOn: day('2026-12-01'),
        finishedAt: session.endsAt,
        irregularities: 'Geluid.',
        documents: [{id: 'doc', type: 'other', name: 'formulier.pdf'}],
      }

      test.each([
        ['session', () => connection.sessionsOut?.putSession(session)],
        ['participation', () => connection.sessionsOut?.putParticipation(participation)],
        [
          'staff',
          () =>
            connection.sessionsOut?.putParticipation({
              ...participation,
              role: 'lead',
              person: {...person, studentNumber: null, staffCode: 'JAN1'},
            }),
        ],
        ['cancelled participation', () => connection.sessionsOut?.cancelParticipation(participation.id)],
        ['cancelled session', () => connection.sessionsOut?.cancelSession(session.id)],
        ['start link', () => connection.sessionsOut?.startLink(participation.id)],
        ['result', () => connection.resultsOut?.send(outcome)],
        [
          'extra attempt',
          () => connection.resultsOut?.send({...outcome, extra: {id: uuid('x'), person: person.id, exam: uuid('e')}}),
        ],
      ])('a %s', async (_what, call) => {
        statuses.length = 0
        await call()
        expect(statuses).toHaveLength(1)
        expect([200, 201]).toContain(statuses[0])
      })

      test('the catalogue, the exams of a period and the groups', async () => {
        statuses.length = 0
        const within = {from: day('2026-11-30'), to: day('2026-12-18')}
        for (const read of [
          connection.catalogue?.read(),
          connection.registrations?.read(within),
          connection.roster?.read(within),
        ])
          // What the tool makes up says at random that there is a next page.
          for await (const _ of read ?? []) break
        expect(statuses.length).toBeGreaterThanOrEqual(3)
        expect(statuses.filter((status) => status !== 200)).toEqual([])
      })
    })
  },
)

async function keepDocument(world: World, session: string): Promise<string> {
  const id = uuid('document')
  await world.as('system').write('exchange.take', {}, async ({exchange, documents}, entry) => {
    const fileId = world.ids.next<never>()
    const content = new TextEncoder().encode('Proces-verbaal')
    await exchange.addFile(
      {id: fileId, name: 'pv.txt', mediaType: 'text/plain', size: content.length, sha256: '', createdAt: entry.now},
      content,
    )
    await documents.add([
      {
        id,
        fileId,
        kind: 'sessionReport',
        examId: null,
        sessionId: session as never,
        audience: [],
        opensAt: null,
        endedAt: null,
      },
    ])
  })
  return id
}
