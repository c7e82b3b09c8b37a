import type {z} from 'zod'
import {
  type Connection,
  CONNECTOR_PORT,
  type Connector,
  type ConnectorPorts,
  type PartyReport,
  type ResultRecord,
} from '../../src/connector.ts'
import {listOf, objectOf, textOf} from '../../src/oke/parts.ts'
import {testRecord} from '../../src/oke/reading.ts'
import {resultSaid} from '../../src/oke/reading-results.ts'
import {
  associationBody,
  associationCancelled,
  offeringBody,
  offeringCancelled,
  resultBody,
} from '../../src/oke/writing.ts'
import {type Flow, type OkeClient, openClient} from './client.ts'
import {itemsOf} from './pages.ts'
import {readOne, readRegistrations, readRoster} from './registrations.ts'
import {Settings} from './settings.ts'

/** The national standard OKE MBO-toetsafname 1.0.1, in the role of the planning system (TPL): flows 0 to 5. */
export const oke: Connector = {
  port: CONNECTOR_PORT,
  name: 'oke',
  title: 'OKE MBO-toetsafname',
  capabilities: ['roster', 'registrations', 'catalogue', 'sessions-out', 'results-in', 'results-out'],
  settings: Settings,
  secrets: ['clientSecret'],
  open: async (settings: never, ports) => connect(settings, ports),
}

function connect(settings: Settings, ports: ConnectorPorts): Connection {
  const client = openClient(settings, ports)
  const isSis = settings.functions.includes('sis')
  const delivers = settings.functions.includes('delivery')
  return {
    test: () => report(client, settings),
    ...(isSis ? sis(client) : {}),
    ...(delivers ? delivery(client, settings) : {}),
    close: async () => client.close(),
  }
}

function sis(client: OkeClient): Pick<Connection, 'roster' | 'registrations' | 'resultsOut'> {
  return {
    registrations: {
      read: (within) => readRegistrations(client, within),
      one: (kind, id) => readOne(client, kind, id),
    },
    roster: {read: (within) => readRoster(client, within, `${within.from}T00:00:00.000Z`)},
    resultsOut: {
      async send(result) {
        const {extra, registration} = result
        const method = extra === null ? 'PATCH' : 'PUT'
        const path = `/associations/${encodeURIComponent(extra?.id ?? registration)}`
        await client.json({flow: '5', method, path, body: resultBody(result)})
      },
    },
  }
}

function delivery(client: OkeClient, settings: Settings): Pick<Connection, 'catalogue' | 'sessionsOut' | 'resultsIn'> {
  const tell = async (method: 'PUT' | 'PATCH', path: string, body: unknown): Promise<void> =>
    void (await client.json({flow: '2', method, path, body}))
  const server = settings.facetServer
  const otherCodes = server === undefined ? {} : {otherCodes: [{codeType: 'systemId', code: server}]}
  return {
    catalogue: {read: () => readCatalogue(client)},
    sessionsOut: {
      putSession: (session) => tell('PUT', `/offerings/${session.id}`, {...offeringBody(session), ...otherCodes}),
      cancelSession: (id) => tell('PATCH', `/offerings/${id}`, offeringCancelled()),
      putParticipation: (part) => tell('PUT', `/associations/${part.id}`, associationBody(part)),
      cancelParticipation: (id) => tell('PATCH', `/associations/${id}`, associationCancelled()),
      async startLink(id) {
        const link = textOf(await client.json({flow: '2', method: 'GET', path: `/associations/${id}/url`}))
        if (link === undefined || !URL.canParse(link)) throw new Error('the start link is no address')
        return link
      },
    },
    resultsIn: {
      read: (session) => readResults(client, session),
      document: (id) => client.bytes({flow: '4', method: 'GET', path: `/documents/${encodeURIComponent(id)}`}),
    },
  }
}

async function* readCatalogue(client: OkeClient) {
  for await (const component of itemsOf(client, '0', '/components?componentType=test')) yield testRecord(component)
}

/** What the platform has of a session exam; a participation without a result says nothing. */
async function* readResults(client: OkeClient, session: string): AsyncGenerator<z.input<typeof ResultRecord>> {
  for await (const association of itemsOf(client, '3', `/offerings/${session}/associations`)) {
    const id = textOf(association['associationId'])
    if (id === undefined || association['result'] === undefined) continue
    yield resultSaid(id, association) as z.input<typeof ResultRecord>
  }
}

async function report(client: OkeClient, {functions}: Settings): Promise<PartyReport> {
  const service = objectOf(await client.service())
  const ours = listOf(service['supportedConsumers']).map(objectOf)
  const versions = [
    ...listOf(service['supportedVersions']).map(String),
    ...ours.map(({consumerKey, version}) => `${String(consumerKey)} ${String(version)}`),
  ]
  const probes: readonly (readonly [Flow, string])[] = [
    ...(functions.includes('delivery') ? ([['0', '/components?componentType=test&pageSize=10']] as const) : []),
    ...(functions.includes('sis')
      ? ([['1', '/offerings?offeringType=component&component.componentType=test&pageSize=10']] as const)
      : []),
    ...(functions.includes('delivery') ? ([['2', `/offerings/${NOBODY}`]] as const) : []),
    ...(functions.includes('sis') ? ([['5', `/associations/${NOBODY}`]] as const) : []),
  ]
  const flows = []
  for (const [flow, path] of probes) flows.push(await probe(client, flow, path))
  return {answered: true, versions, flows}
}

/** An id that nobody has: that it is not known shows that the token is good. */
const NOBODY = '00000000-0000-4000-8000-000000000000'

async function probe(client: OkeClient, flow: Flow, path: string): Promise<PartyReport['flows'][number]> {
  try {
    await client.json({flow, method: 'GET', path})
    return {flow, works: true, remark: ''}
  } catch (error) {
    const unknown = (error as {code?: string}).code === 'oke.unknown'
    return unknown ? {flow, works: true, remark: ''} : {flow, works: false, remark: (error as Error).message}
  }
}
