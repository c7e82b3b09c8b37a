import {serve} from '@hono/node-server'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {ExamError} from '../../src/errors.ts'
import {addClient} from '../../src/exchange/add-client.ts'
import {addParty} from '../../src/exchange/add-party.ts'
import {okeApp} from '../../web/oke/app.ts'
import {OFFICIAL_FILE, overlaidFile, overlayActions, startValidator, type Validator} from '../support/oke-file.ts'
import {type OkeMessage, type OurIds, patches, PUTS} from '../support/oke-messages.ts'
import {sendPorts, uuid} from '../support/oke-sides.ts'
import {openWorld, type World} from '../support/world.ts'

test('every deviation from the official file cites its line of the checklist', () => {
  for (const {description} of overlayActions()) expect(description).toMatch(/^§8\.\d+: /)
})

type Violation = Readonly<{location: readonly string[]; message: string}>
type Asking = OkeMessage & Readonly<{method: string; as?: string}>

const SCOPES = {SIS: 'nl-test-admin-flow-1-5', TA: 'nl-test-admin-flow-2-3-4'} as const
const [MAKES, CHANGES] = [Object.entries(PUTS), ['registration', 'exam', 'result', 'report']] as const
const known = OFFICIAL_FILE === undefined ? describe.skip : describe
const unless = OFFICIAL_FILE === undefined ? ' (it is not beside the project, so that nothing is held against it)' : ''

known(`the official file accepts all that our server answers${unless}`, () => {
  let world: World
  let file: Awaited<ReturnType<typeof overlaidFile>>
  let validator: Validator
  let close: () => Promise<void>
  let fault: Error | null = null
  let ours: OurIds
  const tokens: Record<string, string> = {}
  /** Endpoints and statuses that were held against the file. */
  const held = new Set<string>()
  const change = (what: string): Asking => ({method: 'PATCH', ...(patches(ours)[what] as OkeMessage)})

  beforeAll(async () => {
    world = await openWorld('sqlite')
    ours = await schoolWithExam(world)
    const {app, close: closeLog} = okeApp({
      context: async () => {
        if (fault) throw fault
        return world.system()
      },
      ticks: () => performance.now(),
      contactEmail: 'examenbureau@example.org',
    })
    const {upstream, end} = await listen(app.fetch)
    for (const party of ['SIS', 'TA'] as const) tokens[party] = await tokenOf(world, upstream, party)
    file = await overlaidFile(OFFICIAL_FILE ?? '')
    validator = await startValidator('proxy', file.file, upstream)
    close = async () => {
      validator.close()
      await closeLog()
      await end()
      await file.remove()
      await world.close()
    }
  })
  afterAll(() => close())

  /** Asks through the validator: what was wrong with the request, and what with the answer. */
  async function ask({method, path, body, token, as = token}: Asking) {
    const answer = await fetch(`${validator.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokens[as] ?? as}`,
        'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
      },
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
    })
    await answer.arrayBuffer()
    const all = JSON.parse(answer.headers.get('sl-violations') ?? '[]') as readonly Violation[]
    const of = (side: string): readonly string[] =>
      all.filter(({location}) => location[0] === side).map(({location, message}) => `${location.join('.')}: ${message}`)
    held.add(`${method} ${path.replaceAll(/[0-9a-f-]{36}/g, '{id}')} ${answer.status}`)
    return {status: answer.status, asked: of('request'), answered: of('response')}
  }
  const good = (status: number) => ({status, asked: [], answered: []})

  test.each(MAKES)('201 and then 200 when a SIS puts this: %s', async (_what, message) => {
    expect(await ask({method: 'PUT', ...message})).toEqual(good(201))
    expect(await ask({method: 'PUT', ...message})).toEqual(good(200))
  })

  test.each(CHANGES)('200 for a changed %s', async (what) => {
    expect(await ask(change(what))).toEqual(good(200))
  })

  test('200 for what the service is, and for a document', async () => {
    expect(await ask({method: 'GET', path: '/', token: 'SIS'})).toEqual(good(200))
    expect(await ask({method: 'GET', path: `/documents/${ours.document}`, token: 'TA'})).toEqual(good(200))
  })

  test.each(MAKES)('400 for a %s with another id than its path', async (what, message) => {
    const path = message.path.replace(/[0-9a-f-]{36}(?=$|\/members)/, uuid('another'))
    const body = what === 'member' ? {...(message.body as object), personId: 7} : message.body
    expect(await ask({method: 'PUT', path, body, token: 'SIS'})).toMatchObject({status: 400, answered: []})
  })

  test.each(CHANGES)('400 for a changed %s that names no kind of thing', async (what) => {
    const body = {offeringType: 'lesson', associationType: 'lessonAssociation'}
    expect(await ask({...change(what), body})).toMatchObject({status: 400, answered: []})
  })

  test.each(MAKES)('401 for a %s without a good token, 403 with one for other flows', async (_what, message) => {
    expect(await ask({method: 'PUT', ...message, as: 'stale'})).toEqual(good(401))
    expect(await ask({method: 'PUT', ...message, as: 'TA'})).toEqual(good(403))
  })

  test('401, 403 and 404 for an offering that is changed, and for a document', async () => {
    const document = {method: 'GET', path: `/documents/${ours.document}`, token: 'TA'} as const
    expect(await ask({...change('report'), as: 'stale'})).toEqual(good(401))
    expect(await ask({...change('report'), as: 'SIS'})).toEqual(good(403))
    expect(await ask({...change('exam'), path: `/offerings/${uuid('none')}`})).toEqual(good(404))
    expect(await ask({...document, as: 'stale'})).toEqual(good(401))
    expect(await ask({...document, as: 'SIS'})).toEqual(good(403))
    expect(await ask({...document, path: `/documents/${uuid('none')}`})).toEqual(good(404))
  })

  test.each(['offerings', 'associations', 'persons', 'groups'])('405 for a SIS that asks us for %s', async (path) => {
    expect(await ask({method: 'GET', path: `/${path}/${uuid('any')}`, token: 'SIS'})).toEqual(good(405))
  })

  test.each([
    ['429 when we are busy', 429, new ExamError('unavailable', 'store.busy', 'Busy.')],
    ['500 when something is wrong here', 500, new Error('a bug')],
  ])('%s', async (_what, status, error) => {
    fault = error
    for (const [, message] of MAKES) expect(await ask({method: 'PUT', ...message})).toEqual(good(status))
    expect(await ask(change('report'))).toEqual(good(status))
    expect(await ask({method: 'GET', path: `/documents/${ours.document}`, token: 'TA'})).toEqual(good(status))
    fault = null
  })

  // For a changed association the file names 200 and 400 alone; a sender that asks for a new token on 401 and waits on 429 needs ours.
  test.each([
    ['stale', 401, null],
    ['SIS', 403, null],
    ['TA', 429, new ExamError('unavailable', 'store.busy', 'Busy.')],
    ['TA', 404, null],
    ['TA', 500, new Error('a bug')],
  ] as const)('a changed association as %s: %i, which the file has for offerings only', async (as, status, error) => {
    fault = error
    const {path, ...message} = change('result')
    const {answered, ...rest} = await ask({
      ...message,
      as,
      path: status === 404 ? `/associations/${uuid('none')}` : path,
    })
    fault = null
    expect(rest).toEqual({status, asked: []})
    expect(answered).toEqual([expect.stringContaining('status code')])
  })

  test('it would not accept just anything: it looks into what is sent and into what is answered', async () => {
    const exam = PUTS['exam'] as OkeMessage
    const {asked} = await ask({method: 'PUT', ...exam, body: {...(exam.body as object), offeringType: 'nonsense'}})
    expect(asked.join()).toContain('offeringType')
    const lies = await listen(() => Response.json({contactEmail: 'no address'}))
    const second = await startValidator('proxy', file.file, lies.upstream)
    const answer = await fetch(`${second.url}/`)
    expect(answer.headers.get('sl-violations')).toContain("must have required property 'specification'")
    second.close()
    await lies.end()
  })

  test('and only its circles were cut: in an organization, a year and a specification of education', () => {
    expect(file.cuts).toEqual(['children', 'parent', 'year'])
  })

  test('every endpoint was held against it, with every status that it can answer', () => {
    const told = Object.entries(Object.groupBy([...held].toSorted(), (each) => each.replace(/ \d+$/, '')))
    const lines = told.map(([endpoint, all = []]) => `${endpoint}: ${all.map((each) => each.slice(-3)).join(' ')}`)
    expect(lines.join('\n')).toMatchInlineSnapshot(`
      "GET /: 200
      GET /associations/{id}: 405
      GET /documents/{id}: 200 401 403 404 429 500
      GET /groups/{id}: 405
      GET /offerings/{id}: 405
      GET /persons/{id}: 405
      PATCH /associations/{id}: 200 400 401 403 404 429 500
      PATCH /offerings/{id}: 200 400 401 403 404 429 500
      PUT /associations/{id}: 200 201 400 401 403 429 500
      PUT /groups/{id}: 200 201 400 401 403 429 500
      PUT /groups/{id}/members/{id}: 200 201 400 401 403 429 500
      PUT /offerings/{id}: 200 201 400 401 403 429 500
      PUT /persons/{id}: 200 201 400 401 403 429 500"
    `)
  })
})

/** A school with one exam, somebody enrolled for it and a document, and the two systems that call. */
async function schoolWithExam(world: World): Promise<OurIds> {
  const period = await world.period('2026-P2')
  const exam = await world.exam('NE-3F')
  const made = await world.session('S1', period, await world.room('B1', await world.location('N')), [exam])
  const registration = await world.registration(await world.student('9001'), exam, period)
  const enrolment = await world.enrolment(registration, made)
  const ports = await sendPorts()
  const address = 'https://x.example.org'
  const settings = {url: address, tokenUrl: `${address}/t`, clientId: 'a', clientSecret: 'b'}
  for (const [code, more] of [
    ['SIS', {functions: ['sis']}],
    ['TA', {functions: ['delivery'], platforms: ['remindo']}],
  ] as const)
    await addParty(world.as('admin'), ports, {code, connector: 'oke', settings: {...settings, ...more}})
  const document = await keepDocument(world, made.session.id)
  return {enrolment: enrolment.id, session: made.sessionExams[0]?.id ?? '', document}
}

async function tokenOf(world: World, upstream: string, party: keyof typeof SCOPES): Promise<string> {
  const {client, secret} = await addClient(world.as('admin'), {party, scopes: [SCOPES[party]]})
  const body = new URLSearchParams({grant_type: 'client_credentials', client_id: client, client_secret: secret ?? ''})
  const answer = await fetch(`${upstream}/token`, {method: 'POST', body})
  return ((await answer.json()) as {access_token: string}).access_token
}

type Fetch = Parameters<typeof serve>[0]['fetch']

async function listen(app: Fetch): Promise<Readonly<{upstream: string; end: () => Promise<void>}>> {
  return new Promise((resolve) => {
    const server = serve({fetch: app, port: 0, hostname: '127.0.0.1'}, ({port}) =>
      resolve({
        upstream: `http://127.0.0.1:${port}`,
        end: () => new Promise((done) => void server.close(() => done())),
      }),
    )
  })
}

async function keepDocument(world: World, session: string): Promise<string> {
  const id = uuid('document')
  await world.as('system').write('exchange.take', {}, async ({exchange, documents}, entry) => {
    const fileId = world.ids.next<never>()
    const content = new TextEncoder().encode('Proces-verbaal')
    const file = {id: fileId, name: 'pv.txt', mediaType: 'text/plain', size: content.length, sha256: ''}
    await exchange.addFile({...file, createdAt: entry.now}, content)
    const about = {examId: null, sessionId: session as never, audience: [], opensAt: null, endedAt: null}
    await documents.add([{id, fileId, kind: 'sessionReport', ...about}])
  })
  return id
}
