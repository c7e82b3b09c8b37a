import {serve} from '@hono/node-server'
import {Hono} from 'hono'
import {openConnectors} from '../../plugins/connectors.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {simulateDelivery} from '../../plugins/oke-simulator/delivery.ts'
import {type Faults, type SimulatorEnv, withFaults} from '../../plugins/oke-simulator/faults.ts'
import {simulateSis} from '../../plugins/oke-simulator/sis.ts'
import {addClient} from '../../src/exchange/add-client.ts'
import {addParty} from '../../src/exchange/add-party.ts'
import type {Party} from '../../src/exchange/model.ts'
import type {SendPorts} from '../../src/exchange/send-messages.ts'
import type {CatalogueTest, IncomingRecord} from '../../src/connector.ts'
import {IncomingRecord as Schema} from '../../src/connector.ts'
import type {Cipher} from '../../src/ports.ts'
import {okeApp} from '../../web/oke/app.ts'
import type {World} from './world.ts'

/** A UUID that follows from a text, so that a test names the same thing twice. */
export function uuid(text: string): string {
  const digest = hasher.sha256(text)
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-4${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`
}

/** A cipher that hides nothing, for tests that are about something else. */
export const openCipher: Cipher = {
  key: 'k1',
  keyOf: () => 'k1',
  seal: (secret) => `k1.${secret}`,
  open: (sealed) => sealed.slice(3),
}

/** How a test reaches other systems. */
export async function sendPorts(): Promise<SendPorts> {
  const connectors = await openConnectors('', '/')
  return {connectors, cipher: async () => openCipher, rehearsal: false, ticks: () => performance.now()}
}

/** A school, a SIS and a delivery platform that talk to each other over HTTP. */
export type OkeSides = Awaited<ReturnType<typeof openOkeSides>>

export async function openOkeSides(
  world: World,
  records: readonly unknown[],
  tests: readonly CatalogueTest[] = [],
  {timeoutSeconds = 5}: Readonly<{timeoutSeconds?: number}> = {},
) {
  const sis = await simulateSis(records.map((record): IncomingRecord => Schema.parse(record)))
  const delivery = await simulateDelivery(tests)
  const ports = await sendPorts()
  const admin = () => world.as('admin')
  const settingsOf = ({url, tokenUrl, clientId, clientSecret}: typeof sis | typeof delivery) => ({
    url,
    tokenUrl,
    clientId,
    clientSecret,
    timeoutSeconds,
  })
  await addParty(admin(), ports, {
    code: 'SIS',
    connector: 'oke',
    settings: {...settingsOf(sis), functions: ['sis']},
  })
  await addParty(admin(), ports, {
    code: 'TA',
    connector: 'oke',
    settings: {...settingsOf(delivery), functions: ['delivery'], platforms: ['remindo'], providers: ['MBO-NED']},
  })
  const oke = okeApp({
    context: async () => world.system(),
    ticks: () => performance.now(),
    contactEmail: 'examenbureau@example.org',
  })
  let faults: Faults | null = null
  const root = new Hono<SimulatorEnv>()
  root.use(withFaults(() => faults))
  root.route('/ooapi', oke.app)
  const server = await new Promise<{url: string; close: () => Promise<void>}>((resolve) => {
    const listening = serve({fetch: root.fetch, port: 0, hostname: '127.0.0.1'}, ({port}) =>
      resolve({
        url: `http://127.0.0.1:${port}/ooapi`,
        close: () =>
          new Promise((done) => {
            listening.close(() => done())
            if ('closeAllConnections' in listening) listening.closeAllConnections()
          }),
      }),
    )
  })
  const clientFor = async (party: string, scope: 'nl-test-admin-flow-1-5' | 'nl-test-admin-flow-2-3-4') => {
    const {client, secret} = await addClient(admin(), {party, scopes: [scope]})
    return {url: server.url, clientId: client, clientSecret: secret ?? ''}
  }
  return {
    sis,
    delivery,
    ports,
    server,
    app: root,
    /** Faults of our own server, for who sends to it. */
    setFaults: (next: Faults | null) => void (faults = next),
    clientFor,
    party: async (code: string): Promise<Party> =>
      world.system().read('exchange.read', ({parties}) => parties.get(code)),
    close: async () => {
      await oke.close()
      await server.close()
      await sis.close()
      await delivery.close()
    },
  }
}

/** Records of a SIS: students registered for exams of the school, by number and exam code. */
export function sisRecords(
  registered: readonly (readonly [student: string, exam: string])[],
  {from = '2026-11-30T08:00:00Z', to = '2026-12-18T17:00:00Z', programme = true} = {},
): readonly Record<string, unknown>[] {
  const students = [...new Set(registered.map(([student]) => student))]
  const exams = [...new Set(registered.map(([, exam]) => exam))]
  return [
    ...(programme
      ? [{kind: 'programme', id: uuid('programme'), code: '25655-BOL', crebo: '25655', cohort: '2025-2026'}]
      : []),
    ...students.map((number) => ({
      kind: 'person',
      id: uuid(`person ${number}`),
      studentNumber: number,
      givenName: 'Sanne',
      prefix: 'de',
      familyName: `Naam${number}`,
      email: `${number}@example.org`,
      language: 'nl',
    })),
    ...(programme
      ? students.map((number) => ({
          kind: 'programme-enrolment',
          id: uuid(`enrolled ${number}`),
          person: uuid(`person ${number}`),
          programme: uuid('programme'),
          from: '2025-08-01',
        }))
      : []),
    ...exams.map((code) => ({
      kind: 'exam',
      id: uuid(`exam ${code}`),
      code,
      name: `Toets ${code}`,
      from,
      to,
      scale: '0.0-10.0',
    })),
    ...registered.map(([student, exam]) => ({
      kind: 'registration',
      id: uuid(`registration ${student} ${exam}`),
      exam: uuid(`exam ${exam}`),
      person: uuid(`person ${student}`),
      attempt: 1,
      attemptsLeft: 1,
      ...(programme ? {programmeEnrolment: uuid(`enrolled ${student}`)} : {}),
    })),
  ]
}
