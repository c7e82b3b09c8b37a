import {request} from 'node:http'
import {merged, reportMessage, resultMessage} from '../../src/oke/counterpart.ts'
import type {CatalogueTest, ResultRecord} from '../../src/connector.ts'
import {consumerOf, objectOf, type OkeObject, textOf} from '../../src/oke/parts.ts'
import {baseApp, type Counterpart, type GotMessage, listen, pageOf, unlike} from './base.ts'
import type {Faults} from './faults.ts'

/** What a platform answers about a participation. */
export type Answering = (association: OkeObject, offering: OkeObject) => Omit<ResultRecord, 'participation'>

/** Where a platform sends its results: our own endpoints, as a client of ours. */
export type Receiver = Readonly<{url: string; clientId: string; clientSecret: string}>

/** A delivery platform that does not exist: serves flows 0 and 2, sends flows 3 and 4. */
export type SimulatedDelivery = Counterpart &
  Readonly<{
    offerings: Map<string, OkeObject>
    associations: Map<string, OkeObject>
    documents: Map<string, Uint8Array>
    /** Sends attendance, then scores, then the report of every session; what fails is sent again until it arrives. Answers how many. */
    sendResults: (to: Receiver, answering: Answering) => Promise<number>
  }>

const TRIES = 20
const PAUSE_MILLIS = 50

/** Starts it on this machine with these tests in its catalogue. */
export async function simulateDelivery(
  tests: readonly CatalogueTest[],
  {port = 0, faults = null}: Readonly<{port?: number; faults?: Faults | null}> = {},
): Promise<SimulatedDelivery> {
  const offerings = new Map<string, OkeObject>()
  const associations = new Map<string, OkeObject>()
  const documents = new Map<string, Uint8Array>()
  const got: GotMessage[] = []
  let now = faults
  const app = baseApp(() => now)
  const kept = {offerings, associations}
  const ofOffering = (id: string): OkeObject[] =>
    [...associations.values()].filter(({offering, state}) => offering === id && state !== 'canceled')

  app.get('/components', (c) => pageOf(c, tests.map(componentBody)))
  app.get('/components/:id', (c) => {
    const test = tests.find(({id}) => id === c.req.param('id'))
    return test ? c.json(componentBody(test)) : unlike(c, 404, 'Not found')
  })
  for (const path of ['offerings', 'associations'] as const) {
    const idField = path === 'offerings' ? 'offeringId' : 'associationId'
    app.put(`/${path}/:id`, async (c) => {
      const id = c.req.param('id')
      const body = objectOf(await c.req.json())
      got.push({method: 'PUT', path: c.req.path, body})
      if (textOf(body[idField]) !== id) return unlike(c, 400, 'Bad request')
      const offering = offerings.get(textOf(body['offering']) ?? '')
      if (path === 'associations' && !offering) return unlike(c, 404, 'Not found')
      const isNew = !kept[path].has(id)
      kept[path].set(id, {...(kept[path].get(id)?.['result'] ? {result: kept[path].get(id)?.['result']} : {}), ...body})
      return c.body(null, isNew ? 201 : 200)
    })
    app.patch(`/${path}/:id`, async (c) => {
      const id = c.req.param('id')
      const body = objectOf(await c.req.json())
      got.push({method: 'PATCH', path: c.req.path, body})
      const known = kept[path].get(id)
      if (!known) return unlike(c, 404, 'Not found')
      kept[path].set(id, merged(known, body))
      if (path === 'offerings' && consumerOf(body)['offeringState'] === 'canceled')
        for (const [key, {offering}] of associations) if (offering === id) associations.delete(key)
      return c.json({associationId: id, message: [{language: 'nl-NL', value: 'Ontvangen.'}], state: 'associated'})
    })
    app.get(`/${path}/:id`, (c) => {
      const known = kept[path].get(c.req.param('id'))
      return known ? c.json(known) : unlike(c, 404, 'Not found')
    })
  }
  app.get('/offerings/:id/associations', (c) => pageOf(c, ofOffering(c.req.param('id'))))
  app.get('/associations/:id/url', (c) =>
    associations.has(c.req.param('id'))
      ? c.json(`https://toets.ontrac.invalid/start/${c.req.param('id')}`)
      : unlike(c, 404, 'Not found'),
  )
  app.get('/documents/:id', (c) => {
    const content = documents.get(c.req.param('id'))
    if (!content) return unlike(c, 404, 'Not found')
    return c.body(new Uint8Array(content), 200, {'content-type': 'application/octet-stream'})
  })

  const listening = await listen(app, port)
  return {
    ...listening,
    offerings,
    associations,
    documents,
    got,
    setFaults: (next) => void (now = next),
    sendResults: (to, answering) => sendAll({...kept, documents, ofOffering, faults: () => now}, to, answering),
  }
}

function componentBody({
  id,
  code,
  name,
  description,
  provider,
  minutes,
  scale,
  passMark,
  needs,
  state,
}: CatalogueTest): OkeObject {
  const inDutch = (value: string): readonly OkeObject[] => [{language: 'nl-NL', value}]
  return {
    componentId: id,
    primaryCode: {codeType: 'componentCode', code},
    componentType: 'test',
    name: inDutch(name),
    abbreviation: code,
    modeOfDelivery: ['situated'],
    description: inDutch(description || name),
    teachingLanguage: 'nld',
    assessment: inDutch(name),
    otherCodes: [{codeType: 'x-testProvider', code: provider}],
    ...(minutes === null ? {} : {duration: `PT${minutes}M`}),
    consumers: [
      {
        consumerKey: 'nl-test-admin',
        availablePersonalNeeds: needs,
        status: state,
        licensed: true,
        ...(scale === null ? {} : {resultValueType: scale}),
        ...(passMark === null ? {} : {passFrom: passMark}),
      },
    ],
  }
}

type Platform = Readonly<{
  offerings: Map<string, OkeObject>
  associations: Map<string, OkeObject>
  documents: Map<string, Uint8Array>
  ofOffering: (id: string) => OkeObject[]
  faults: () => Faults | null
}>

async function sendAll(platform: Platform, to: Receiver, answering: Answering): Promise<number> {
  const token = await tokenOf(to)
  const calls: (() => Promise<void>)[] = []
  for (const [id, offering] of platform.offerings) {
    const on = (textOf(offering['startDateTime']) ?? '').slice(0, 10)
    for (const association of platform.ofOffering(id)) {
      if (association['role'] !== 'student') continue
      const answer = answering(association, offering)
      const path = `/associations/${String(association['associationId'])}`
      const attendance = resultMessage({attendance: answer.attendance}, on)
      const whole = resultMessage(answer, on)
      platform.associations.set(String(association['associationId']), {...association, result: whole['result']})
      calls.push(
        async () => {
          await patch(to, token, path, attendance)
        },
        async () => {
          await patch(to, token, path, whole)
        },
      )
    }
    const document = `report-${id}`
    platform.documents.set(document, new TextEncoder().encode(`Proces-verbaal van ${id}`))
    const named = [{id: document, type: 'sessionReport', name: 'proces-verbaal.txt'}]
    calls.push(() => patch(to, token, `/offerings/${id}`, reportMessage('Er was geluid van een verbouwing.', named)))
  }
  const kinds = platform.faults()?.kinds ?? []
  const ordered = kinds.includes('disorder') ? calls.toReversed() : calls
  for (const call of kinds.includes('twice') ? ordered.flatMap((each) => [each, each]) : ordered) await call()
  return ordered.length
}

async function tokenOf({url, clientId, clientSecret}: Receiver): Promise<string> {
  const body = new URLSearchParams({grant_type: 'client_credentials'}).toString()
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
  const answer = await send(`${url}/token`, 'POST', body, {
    authorization: `Basic ${basic}`,
    'content-type': 'application/x-www-form-urlencoded',
  })
  return textOf(objectOf(JSON.parse(answer.body))['access_token']) ?? ''
}

/** Sends until it arrives; a refusal ends it at once, since a sender can do nothing about that. */
async function patch({url}: Receiver, token: string, path: string, body: OkeObject): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send(`${url}${path}`, 'PATCH', JSON.stringify(body), {
      authorization: `Bearer ${token}`,
      'content-type': 'application/merge-patch+json',
    }).catch((error: unknown) => ({status: 0, body: String(error)}))
    if (answer.status === 200) return
    if ((answer.status !== 0 && answer.status !== 429 && answer.status < 500) || attempt === TRIES)
      throw new Error(`PATCH ${path} was answered with ${answer.status}: ${answer.body}`)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS))
  }
}

function send(
  url: string,
  method: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<Readonly<{status: number; body: string}>> {
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {method, headers: {...headers, 'content-length': Buffer.byteLength(body)}},
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => void parts.push(part))
        response.on('end', () => resolve({status: response.statusCode ?? 0, body: Buffer.concat(parts).toString()}))
        response.on('error', reject)
      },
    )
    call.on('error', reject)
    call.end(body)
  })
}
