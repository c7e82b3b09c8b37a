import {merged, reportMessage, resultMessage} from '../../src/oke/counterpart.ts'
import type {CatalogueTest, ResultRecord} from '../../src/connector.ts'
import {consumerOf, objectOf, type OkeObject, textOf} from '../../src/oke/parts.ts'
import {baseApp, type Counterpart, type GotMessage, listen, pageOf, unlike} from './base.ts'
import type {Faults} from './faults.ts'
import {type Receiver, type Sending, sendMessages} from './sender.ts'

/** What a platform answers about a participation. */
export type Answering = (association: OkeObject, offering: OkeObject) => Omit<ResultRecord, 'participation'>

/** A delivery platform that does not exist: serves flows 0 and 2, sends flows 3 and 4. */
export type SimulatedDelivery = Counterpart &
  Readonly<{
    offerings: Map<string, OkeObject>
    associations: Map<string, OkeObject>
    documents: Map<string, Uint8Array>
    /** Sends attendance, then scores, then the report of every session; what fails is sent again until it arrives. Answers how many. */
    sendResults: (to: Receiver, answering: Answering) => Promise<number>
  }>

/** Things of which a platform tells at once. */
const AT_ONCE = 8

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
    sendResults: (to, answering) =>
      sendMessages(to, messagesOf({...kept, documents, ofOffering}, answering), {
        faults: now,
        atOnce: AT_ONCE,
      }),
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
}>

/** Attendance first, the whole result after it; and of every session its report with a document (flows 3 and 4). */
function messagesOf({offerings, associations, documents, ofOffering}: Platform, answering: Answering): Sending[] {
  const messages: Sending[] = []
  for (const [id, offering] of offerings) {
    if (consumerOf(offering)['offeringState'] === 'canceled') continue
    const on = (textOf(offering['startDateTime']) ?? '').slice(0, 10)
    for (const association of ofOffering(id)) {
      if (association['role'] !== 'student') continue
      const answer = answering(association, offering)
      const key = String(association['associationId'])
      const path = `/associations/${key}`
      const whole = resultMessage(answer, on)
      associations.set(key, {...association, result: whole['result']})
      messages.push({method: 'PATCH', path, body: resultMessage({attendance: answer.attendance}, on)})
      messages.push({method: 'PATCH', path, body: whole})
    }
    const document = `report-${id}`
    documents.set(document, new TextEncoder().encode(`Proces-verbaal van ${id}`))
    const named = [{id: document, type: 'sessionReport', name: 'proces-verbaal.txt'}]
    const body = reportMessage('Er was geluid van een verbouwing.', named)
    messages.push({method: 'PATCH', path: `/offerings/${id}`, body})
  }
  return messages
}
