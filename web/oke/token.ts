import {Hono} from 'hono'
import type {Context} from '../../src/context.ts'
import {signInClient} from '../../src/exchange/sign-in-client.ts'
import type {ExchangeStores} from '../../src/exchange/store.ts'

/** So many failures of one client in a minute, and its requests are turned away until that is over. */
const FAILURES = 10
const MINUTE = 60_000
const CLIENTS = 1000

/** The token endpoint: OAuth 2.0 client credentials (RFC 6749 §4.4), with Basic or in the body. */
export function tokenEndpoint(context: () => Promise<Context<ExchangeStores>>, ticks: () => number): Hono {
  const failures = new Map<string, number[]>()
  const recent = (client: string): number[] => (failures.get(client) ?? []).filter((at) => at > ticks() - MINUTE)
  const failed = (client: string): void => {
    if (failures.size > CLIENTS) failures.clear()
    failures.set(client, [...recent(client), ticks()])
  }
  const app = new Hono()
  app.post('/', async (c) => {
    c.header('cache-control', 'no-store')
    const form = new URLSearchParams(await c.req.text())
    const {client, secret} = credentials(c.req.header('authorization'), form)
    if (form.get('grant_type') !== 'client_credentials') return c.json({error: 'unsupported_grant_type'}, 400)
    if (recent(client).length >= FAILURES) {
      c.header('retry-after', '60')
      return c.json({error: 'temporarily_unavailable'}, 429)
    }
    const scopes = (form.get('scope') ?? '').split(' ').filter(Boolean)
    const signedIn = await signInClient(await context(), {client, secret, scopes})
    if (signedIn === 'scope') return c.json({error: 'invalid_scope'}, 400)
    if (!signedIn) {
      failed(client)
      c.header('www-authenticate', 'Basic realm="ontrac"')
      return c.json({error: 'invalid_client'}, 401)
    }
    const {token, seconds} = signedIn
    return c.json({access_token: token, token_type: 'Bearer', expires_in: seconds, scope: signedIn.scopes.join(' ')})
  })
  return app
}

function credentials(header: string | undefined, form: URLSearchParams): Readonly<{client: string; secret: string}> {
  const [, basic] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? []
  if (basic === undefined) return {client: form.get('client_id') ?? '', secret: form.get('client_secret') ?? ''}
  const [client = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  return {client: decoded(client), secret: decoded(secret)}
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
