import {Hono, type Context as Request} from 'hono'
import {bodyLimit} from 'hono/body-limit'
import {compress} from 'hono/compress'
import {ExamError} from '../src/errors.ts'
import type {ServedSchool} from '../src/sign-in/visitor.ts'
import type {Arrivals} from './addresses.ts'
import {openApi} from './api/api.ts'
import {openAssets} from './assets.ts'
import {streamChanges} from './changes.ts'
import {tokenIn} from './cookies.ts'
import {type Env, openDoor} from './door.tsx'
import {safeHeaders} from './headers.ts'
import type {Log} from './log.ts'
import type {OkeApp} from './oke/app.ts'
import {openPace} from './pace.ts'
import {ROUTES} from './routes.ts'

export type AppOptions = Readonly<{
  served: ServedSchool
  arrivals: Arrivals
  log: Log
  /** The address of the pages from outside, as the setting `address` says it; empty is the one that was asked for. */
  address: string
  /** Called after each deed: its mail should not wait for the next round of timed work. */
  wake: () => void
  /** The endpoints of the national standard, where they are served. */
  oke?: OkeApp
  /** Ends connections that listen for changes; they never finish by themselves. */
  stopping: AbortSignal
}>

/** A form of a page is short; files will have a limit of their own. */
const MOST_BYTES = 64 * 1024

/** The one app: pages, fragments, files, live changes and the API. */
export function openApp(options: AppOptions): Hono<Env> {
  const {served, wake} = options
  const pace = openPace(served.clock)
  const assets = openAssets()
  const door = openDoor({served, assets, pace, wake})
  const app = new Hono<Env>()

  app.use(async (c, next) => {
    const began = performance.now()
    arrive(c, options)
    await next()
    for (const [name, value] of Object.entries(safeHeaders(c.get('arrival').https))) c.header(name, value)
    if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
    write(c, options, performance.now() - began)
  })
  app.get(
    '/assets/:name',
    (c) => assets.answer(c.req.param('name'), c.req.header('accept-encoding') ?? '') ?? c.notFound(),
  )
  // Where it stands says of which pages it is the worker: those of `/duties`.
  app.get('/duties-worker.js', () => assets.asked('duty-worker.js'))
  app.get('/health', async (c) => {
    await served.institution()
    return c.text('ok\n')
  })
  app.get('/live', (c) => streamChanges(c, options, tokenIn(c, c.get('arrival').https)))
  app.route('/api', openApi({served, pace, wake}))
  if (options.oke) app.route('/ooapi', options.oke.app)
  app.use(compress())
  app.use(bodyLimit({maxSize: MOST_BYTES, onError: (c) => door.failed(c as Request<Env>, tooLarge())}))
  for (const route of ROUTES) app.on(route.method, route.path, (c) => door.answer(c, route))
  app.notFound((c) => door.failed(c, new ExamError('not-found', 'page.not-found', 'There is no such page.')))
  app.onError((error, c) => door.failed(c, error))
  return app
}

function tooLarge(): ExamError {
  return new ExamError('invalid', 'request.too-large', 'This is too large to send.')
}

/** Notes from where a request comes, and the address under which it asked. */
function arrive(c: Request<Env>, {arrivals, address}: AppOptions): void {
  const socket = c.env?.incoming?.socket
  const arrival = arrivals({
    remote: socket?.remoteAddress ?? '',
    encrypted: socket?.encrypted === true,
    header: (name) => c.req.header(name),
  })
  c.set('arrival', arrival)
  c.set('origin', address === '' ? `${arrival.https ? 'https' : 'http'}://${arrival.host}` : new URL(address).origin)
}

function write(c: Request<Env>, {served, log}: AppOptions, milliseconds: number): void {
  log({
    at: served.clock.now(),
    method: c.req.method,
    route: routeOf(c),
    status: c.res.status,
    milliseconds: Math.round(milliseconds),
    person: c.get('person'),
    code: c.get('code'),
    number: c.get('number'),
    bug: c.get('bug'),
  })
}

/** The pattern that answered, so that no code or id of an address is logged. */
function routeOf(c: Request<Env>): string {
  const {matchedRoutes} = c.req
  return matchedRoutes.findLast(({path}) => !path.endsWith('*'))?.path ?? '(none)'
}
