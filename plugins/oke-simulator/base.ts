import {serve} from '@hono/node-server'
import {type Context, Hono} from 'hono'
import {CONSUMER_KEY, type OkeObject} from '../../src/oke/parts.ts'
import {type Faults, type SimulatorEnv, withFaults} from './faults.ts'

/** A message as a counterpart got it, for whoever wants to see what was sent. */
export type GotMessage = Readonly<{method: string; path: string; body: OkeObject}>

/** What every counterpart has. */
export type Counterpart = Readonly<{
  url: string
  tokenUrl: string
  clientId: string
  clientSecret: string
  got: GotMessage[]
  /** Sets or ends the faults. */
  setFaults: (faults: Faults | null) => void
  close: () => Promise<void>
}>

const CLIENT = {clientId: 'ontrac', clientSecret: 'rehearsal'} as const
const TOKEN = 'simulator-token'

/** An app with a token endpoint, GET / and faults; everything else needs the token. */
export function baseApp(faults: () => Faults | null): Hono<SimulatorEnv> {
  const app = new Hono<SimulatorEnv>()
  app.post('/token', async (c) => {
    const basic = `Basic ${Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString('base64')}`
    if (c.req.header('authorization') !== basic) return c.json({error: 'invalid_client'}, 401)
    return c.json({access_token: TOKEN, token_type: 'Bearer', expires_in: 300})
  })
  app.get('/', (c) =>
    c.json({
      contactEmail: 'simulator@ontrac.invalid',
      specification: 'https://ontrac.invalid/specification',
      documentation: 'https://ontrac.invalid/documentation',
      supportedVersions: ['v5'],
      supportedConsumers: [{consumerKey: CONSUMER_KEY, version: '1.0'}],
    }),
  )
  app.use(async (c, next) =>
    c.req.header('authorization') === `Bearer ${TOKEN}` ? next() : unlike(c, 401, 'Unauthorized'),
  )
  app.use(withFaults(faults))
  app.notFound((c) => unlike(c, 404, 'Not found'))
  return app
}

/** A refusal as the standard writes it. */
export function unlike(c: Context, status: 400 | 401 | 404, title: string): Response {
  return c.body(JSON.stringify({status: String(status), title}), status, {'content-type': 'application/problem+json'})
}

/** One page of a list (the checklist, §4). */
export function pageOf(c: Context, items: readonly OkeObject[]) {
  const pageSize = Number(c.req.query('pageSize') ?? 10)
  const pageNumber = Number(c.req.query('pageNumber') ?? 1)
  const from = (pageNumber - 1) * pageSize
  const hasNextPage = from + pageSize < items.length
  const page = items.slice(from, from + pageSize)
  const totalPages = Math.ceil(items.length / pageSize)
  return c.json({pageSize, pageNumber, hasPreviousPage: pageNumber > 1, hasNextPage, totalPages, items: page})
}

/** Listens on this machine only; port 0 takes a free one. */
export async function listen(
  app: Hono<SimulatorEnv>,
  port: number,
): Promise<Pick<Counterpart, 'url' | 'tokenUrl' | 'clientId' | 'clientSecret' | 'close'>> {
  return new Promise((resolve, reject) => {
    const server = serve({fetch: app.fetch, port, hostname: '127.0.0.1'}, (info) => {
      const url = `http://127.0.0.1:${info.port}`
      resolve({
        url,
        tokenUrl: `${url}/token`,
        ...CLIENT,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      })
    })
    server.on('error', reject)
  })
}
