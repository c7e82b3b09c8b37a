import type {ConnectorPorts} from '../../src/connector.ts'
import {ExamError} from '../../src/errors.ts'
import {type Http, type HttpAnswer, openHttp} from './http.ts'
import type {Settings} from './settings.ts'

/** The scopes of the standard, one for each pair of functions. */
export const SCOPES = {
  '0': 'nl-test-admin-flow-0',
  '1': 'nl-test-admin-flow-1-5',
  '2': 'nl-test-admin-flow-2-3-4',
  '3': 'nl-test-admin-flow-2-3-4',
  '4': 'nl-test-admin-flow-2-3-4',
  '5': 'nl-test-admin-flow-1-5',
} as const
export type Flow = keyof typeof SCOPES

/** One call to a party. */
export type OkeCall = Readonly<{
  flow: Flow
  method: 'GET' | 'PUT' | 'PATCH'
  path: string
  body?: unknown
  /** What may be answered; JSON when it is not said. */
  accept?: string
}>

/** Calls the endpoints of a party, with a token that is renewed in time, and tells the log of each. */
export type OkeClient = Readonly<{
  /**
   * The JSON of an answer; undefined when it has none.
   *
   * @throws ExamError `oke.unknown` (404), `oke.refused` (400, 403, 405 and other 4xx); an Error for what may be over in a
   * minute: no answer, 408, 425, 429 and 5xx
   */
  json: (call: OkeCall) => Promise<unknown>
  bytes: (call: OkeCall) => Promise<Uint8Array>
  /** GET / needs no token. */
  service: () => Promise<unknown>
  close: () => void
}>

/** A token is renewed this long before it ends. */
const EARLY_MILLIS = 30_000
const SECONDS_WHEN_NOT_SAID = 300
/** A question without an answer, or that met 429 or 5xx, is put again after each of these. */
const PAUSES_MILLIS = [200, 1000]

export function openClient(settings: Settings, ports: ConnectorPorts): OkeClient {
  const http = openHttp({timeoutMillis: settings.timeoutSeconds * 1000})
  const tokens = openTokens(settings, http, ports)

  async function exchange(call: OkeCall, token: string | null): Promise<HttpAnswer> {
    const started = ports.ticks()
    const told = {direction: 'out' as const, flow: call.flow, method: call.method, path: call.path}
    const request = call.body ?? null
    try {
      const answer = await http.call({
        method: call.method,
        url: `${settings.url}${call.path}`,
        headers: {
          accept: call.accept ?? 'application/json, application/problem+json',
          ...(token === null ? {} : {authorization: `Bearer ${token}`}),
          ...(call.body === undefined ? {} : {'content-type': CONTENT_TYPES[call.method]}),
        },
        ...(call.body === undefined ? {} : {body: JSON.stringify(call.body)}),
      })
      const {status} = answer
      const problem = status >= 400 ? titleOf(answer) : null
      ports.log({...told, status, millis: ports.ticks() - started, request, answer: null, error: problem})
      return answer
    } catch (error) {
      const reason = (error as Error).message
      ports.log({...told, status: 0, millis: ports.ticks() - started, request, answer: null, error: reason})
      throw new Error(`no answer from ${new URL(settings.url).host}: ${reason}`, {cause: error})
    }
  }

  async function asked(call: OkeCall): Promise<HttpAnswer> {
    const scope = SCOPES[call.flow]
    const answer = await exchange(call, await tokens.of(scope))
    if (answer.status !== 401) return checked(call, answer)
    // Taken back or over before its time: once more with a new one.
    tokens.drop(scope)
    return checked(call, await exchange(call, await tokens.of(scope)))
  }

  /** A question may be put again, so that one hiccup does not end a long list; what changes something is repeated by the outbox. */
  async function asking(call: OkeCall): Promise<HttpAnswer> {
    if (call.method !== 'GET') return asked(call)
    for (const pause of PAUSES_MILLIS)
      try {
        return await asked(call)
      } catch (error) {
        if (error instanceof ExamError) throw error
        await new Promise((resolve) => setTimeout(resolve, pause))
      }
    return asked(call)
  }

  return {
    json: async (call) => jsonOf(await asking(call)),
    bytes: async (call) => (await asking({accept: 'application/octet-stream, */*;q=0.5', ...call})).body,
    async service() {
      const call: OkeCall = {flow: '0', method: 'GET', path: '/'}
      return jsonOf(checked(call, await exchange(call, null)))
    },
    close: () => http.close(),
  }
}

const CONTENT_TYPES = {
  GET: 'application/json',
  PUT: 'application/json',
  PATCH: 'application/merge-patch+json',
} as const

function checked({method, path}: OkeCall, answer: HttpAnswer): HttpAnswer {
  const {status} = answer
  if (status >= 200 && status < 300) return answer
  const said = `${method} ${path.replace(/\?.*$/, '')} was answered with ${status}`
  if (status === 404) throw new ExamError('not-found', 'oke.unknown', `${said}: it is not known there.`, {status})
  if (status >= 500 || [401, 408, 425, 429].includes(status)) throw new Error(said)
  throw new ExamError('refused', 'oke.refused', `${said}: ${titleOf(answer)}`, {status})
}

function jsonOf({body}: HttpAnswer): unknown {
  if (body.length === 0) return undefined
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw new Error('the answer is no JSON')
  }
}

/** The title of a problem; its detail may name somebody. */
function titleOf({body}: HttpAnswer): string {
  try {
    const {title} = JSON.parse(body.toString('utf8')) as {title?: unknown}
    return typeof title === 'string' ? title.slice(0, 200) : 'no reason given'
  } catch {
    return 'no reason given'
  }
}

type Tokens = Readonly<{of: (scope: string) => Promise<string>; drop: (scope: string) => void}>

/** Tokens by client credentials; those who need the same one at once wait for one request. */
function openTokens({tokenUrl, clientId, clientSecret}: Settings, http: Http, ports: ConnectorPorts): Tokens {
  const held = new Map<string, Promise<Readonly<{token: string; until: number}>>>()

  async function fetchToken(scope: string) {
    const basic = [clientId, clientSecret].map(encodeURIComponent).join(':')
    const started = ports.ticks()
    const answer = await http.call({
      method: 'POST',
      url: tokenUrl,
      headers: {
        authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: new URLSearchParams({grant_type: 'client_credentials', scope}).toString(),
    })
    const {status} = answer
    ports.log({
      direction: 'out',
      flow: 'token',
      method: 'POST',
      path: new URL(tokenUrl).pathname,
      status,
      millis: ports.ticks() - started,
      request: {scope},
      answer: null,
      error: status >= 400 ? 'no token' : null,
    })
    if (status === 400 || status === 401 || status === 403) {
      const message = `${new URL(tokenUrl).host} gives no token for ${scope} (${status}); look at the client id and its secret.`
      throw new ExamError('refused', 'oke.no-token', message, {status, scope})
    }
    const said = (status === 200 ? jsonOf(answer) : {}) as {access_token?: unknown; expires_in?: unknown}
    if (typeof said.access_token !== 'string') throw new Error(`the token request was answered with ${status}`)
    const seconds = typeof said.expires_in === 'number' ? said.expires_in : SECONDS_WHEN_NOT_SAID
    const lasts = Math.max(seconds * 1000 - EARLY_MILLIS, (seconds * 1000) / 2)
    return {token: said.access_token, until: ports.ticks() + lasts}
  }

  return {
    async of(scope) {
      const known = held.get(scope)
      const current = await known?.catch(() => undefined)
      if (current && current.until > ports.ticks()) return current.token
      if (held.get(scope) === known) held.set(scope, fetchToken(scope))
      const fresh = held.get(scope) ?? fetchToken(scope)
      try {
        return (await fresh).token
      } catch (error) {
        if (held.get(scope) === fresh) held.delete(scope)
        throw error
      }
    },
    drop: (scope) => void held.delete(scope),
  }
}
