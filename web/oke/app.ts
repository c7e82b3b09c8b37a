import {type Context as WebContext, Hono} from 'hono'
import {bodyLimit} from 'hono/body-limit'
import type {Context} from '../../src/context.ts'
import {documentFor} from '../../src/exchange/owned-ids.ts'
import type {TokenReader} from '../../src/exchange/issuer.ts'
import type {ExchangeStores} from '../../src/exchange/store.ts'
import {ExamError} from '../../src/errors.ts'
import {objectOf, type OkeObject} from '../../src/oke/parts.ts'
import {mayUse, type OkeEnv, withCaller} from './caller.ts'
import {openExchangeLog} from './exchange-log.ts'
import {problem, problemOf} from './problem.ts'
import {
  bodyId,
  type Incoming,
  type Received,
  receiveAssociation,
  receiveGroup,
  receiveMember,
  receiveOffering,
  receivePerson,
} from './receive.ts'
import {tokenEndpoint} from './token.ts'

/** What the endpoints are given. */
export type OkePorts = Readonly<{
  /** Of the system, for every request anew. */
  context: () => Promise<Context<ExchangeStores>>
  /** Milliseconds of a clock that never goes back. */
  ticks: () => number
  /** Whom people of other systems can write to. */
  contactEmail: string
  /** Reads tokens of an external issuer, where one is configured. */
  readToken?: TokenReader | undefined
}>

/** The endpoints, to be mounted under `/ooapi`; `close` writes the rest of the log. */
export type OkeApp = Readonly<{app: Hono<OkeEnv>; close: () => Promise<void>}>

const SIS = 'nl-test-admin-flow-1-5'
const DELIVERY = 'nl-test-admin-flow-2-3-4'
const MOST_BYTES = 1024 * 1024
const STANDARD = 'https://github.com/NetwerkExamineringDigitalisering/NED-OOAPI'

const SERVICE = {
  specification: `${STANDARD}/blob/main/specification/ooapiv5_MBO.yaml`,
  documentation: STANDARD,
  supportedVersions: ['v5'],
  supportedConsumers: [{consumerKey: 'nl-test-admin', version: '1.0'}],
}

/** What a planning system serves (the checklist, §1): for the SIS flows 1 and 5, for delivery platforms flows 3 and 4. */
export function okeApp(ports: OkePorts): OkeApp {
  const log = openExchangeLog(ports.context)
  const app = new Hono<OkeEnv>()
  app.use(async (c, next) => {
    const started = ports.ticks()
    await next()
    const caller = c.get('caller')
    const status = c.res.status
    log.add(caller?.party.id ?? null, {
      direction: 'in',
      flow: flowOf(c),
      method: c.req.method,
      path: c.req.path,
      status,
      millis: ports.ticks() - started,
      request: c.get('request') ?? null,
      answer: null,
      error: status >= 400 ? (c.get('status') ?? String(status)) : null,
    })
  })
  app.use(bodyLimit({maxSize: MOST_BYTES, onError: (c) => problem(c, 400, 'The message is too large.')}))
  app.route('/token', tokenEndpoint(ports.context, ports.ticks))
  app.get('/', (c) => c.json({contactEmail: ports.contactEmail, ...SERVICE}))
  routes(app, withCaller(ports.context, ports.readToken))
  app.all('*', (c) => problem(c, 404, 'There is no such endpoint.'))
  app.notFound((c) => problem(c, 404, 'There is no such endpoint.'))
  app.onError((error, c) => {
    c.set('status', error instanceof ExamError ? error.code : error.name)
    return problemOf(c, error)
  })
  return {app, close: () => log.flush()}
}

function routes(app: Hono<OkeEnv>, signedIn: ReturnType<typeof withCaller>): void {
  const both = [SIS, DELIVERY] as const
  const put = (path: string, scopes: readonly string[], idField: string, receive: Receive): void => {
    app.put(path, signedIn, (c) => received(c, {scopes, idField, receive}))
  }
  const patch = (path: string, receive: Receive): void => {
    app.patch(path, signedIn, (c) => received(c, {scopes: both, idField: null, receive}))
  }
  put('/associations/:id', [SIS], 'associationId', (message) => receiveAssociation(message, 'PUT'))
  patch('/associations/:id', (message) => receiveAssociation(message, 'PATCH'))
  put('/offerings/:id', [SIS], 'offeringId', (message) => receiveOffering(message, 'PUT'))
  patch('/offerings/:id', (message) => receiveOffering(message, 'PATCH'))
  put('/persons/:id', [SIS], 'personId', receivePerson)
  put('/groups/:id', [SIS], 'groupId', receiveGroup)
  put('/groups/:id/members/:person', [SIS], 'groupId', (message, c) =>
    receiveMember(message, c.req.param('person') ?? ''),
  )
  app.get('/documents/:id', signedIn, document)
  for (const [path, methods] of Object.entries(ALLOWED))
    app.all(path, (c) => {
      c.header('allow', methods)
      return problem(c, 405, `Use ${methods}.`)
    })
}

const ALLOWED: Readonly<Record<string, string>> = {
  '/': 'GET',
  '/token': 'POST',
  '/associations/:id': 'PUT, PATCH',
  '/offerings/:id': 'PUT, PATCH',
  '/persons/:id': 'PUT',
  '/groups/:id': 'PUT',
  '/groups/:id/members/:person': 'PUT',
  '/documents/:id': 'GET',
}

type Receive = (message: Incoming, c: WebContext<OkeEnv>) => Promise<Received>
type Receiving = Readonly<{scopes: readonly string[]; idField: string | null; receive: Receive}>

async function received(c: WebContext<OkeEnv>, {scopes, idField, receive}: Receiving): Promise<Response> {
  if (!mayUse(c, ...scopes)) return problem(c, 403, `The token is not for: ${scopes.join(', ')}.`)
  const id = c.req.param('id') ?? ''
  const body = await jsonOf(c)
  c.set('request', body ?? null)
  if (body === undefined) return problem(c, 400, 'The message is no JSON object.')
  const own = idField === null ? undefined : bodyId(body, idField)
  if (own !== undefined && own !== id)
    return problem(c, 400, `The ${idField} in the message is not the one in the path.`)
  if (idField === null && wrongType(c, body)) return problem(c, 400, 'offeringType or associationType is missing.')
  const flows = {sis: mayUse(c, SIS), delivery: mayUse(c, DELIVERY)}
  const {made} = await receive({ctx: c.get('ctx'), party: c.get('caller').party, id, body, flows}, c)
  if (c.req.method === 'PATCH' && c.req.path.includes('/associations/')) return c.json(accepted(id), 200)
  return c.body(null, made ? 201 : 200)
}

/** A PATCH always says what it is about; examples of flow 5 that leave it out are about an exam (the checklist, §8.9). */
function wrongType(c: WebContext<OkeEnv>, body: OkeObject): boolean {
  const isOffering = c.req.path.includes('/offerings/')
  const type = body[isOffering ? 'offeringType' : 'associationType']
  const known = isOffering
    ? ['component', 'program', 'course']
    : ['componentOfferingAssociation', 'programOfferingAssociation', 'courseOfferingAssociation']
  return type !== undefined && !(typeof type === 'string' && known.includes(type))
}

/** The answer to a changed association, as the file of the standard has it. */
function accepted(associationId: string) {
  return {associationId, message: [{language: 'nl-NL', value: 'Ontvangen.'}], state: 'associated'}
}

async function document(c: WebContext<OkeEnv>): Promise<Response> {
  if (!mayUse(c, SIS, DELIVERY)) return problem(c, 403, `The token is not for: ${SIS}, ${DELIVERY}.`)
  const found = await documentFor(c.get('ctx'), {party: c.get('caller').party, id: c.req.param('id') ?? ''})
  if (found === undefined) return problem(c, 404, 'There is no such document.')
  if (found === 'others') return problem(c, 403, 'This document is not for this party.')
  return c.body(new Uint8Array(found.content), 200, {'content-type': 'application/octet-stream'})
}

async function jsonOf(c: WebContext<OkeEnv>): Promise<OkeObject | undefined> {
  try {
    const value: unknown = await c.req.json()
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? objectOf(value) : undefined
  } catch {
    return undefined
  }
}

function flowOf(c: WebContext<OkeEnv>): string {
  const {path, method} = c.req
  if (path.endsWith('/token')) return 'token'
  if (path.includes('/documents/')) return '5'
  const delivery = c.get('caller')?.scopes.every((scope) => scope === DELIVERY) ?? false
  if (!delivery || method === 'PUT') return '1'
  return path.includes('/offerings/') ? '4' : '3'
}
