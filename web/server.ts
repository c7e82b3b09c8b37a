import {createServer as createSecureServer} from 'node:https'
import type {AddressInfo} from 'node:net'
import {serve, type ServerType} from '@hono/node-server'
import {openArrivals} from './addresses.ts'
import {openApp} from './app.ts'
import type {AppOptions} from './app.ts'

export type ServerOptions = Omit<AppOptions, 'arrivals' | 'stopping'> &
  Readonly<{
    host: string
    /** 0 takes any free port. */
    port: number
    /** Proxies whose `X-Forwarded-…` counts. */
    proxies: readonly string[]
    tls?: Readonly<{cert: Uint8Array; key: Uint8Array}>
  }>

/** A server that answers. */
export type RunningServer = Readonly<{
  port: number
  /** Takes no new requests, lets those that are on their way finish for at most `grace` milliseconds, and ends. */
  stop: (grace?: number) => Promise<void>
}>

const GRACE = 10_000
/** Who sends his request slower than this does not mean it. */
const HEADERS_TIMEOUT = 10_000
const REQUEST_TIMEOUT = 30_000
/** Longer than a load balancer keeps its own connections, so that it never meets one that was just closed. */
const KEEP_ALIVE = 75_000

/** Starts the pages. Errors of listening, such as a port that is taken, are thrown as they are. */
export async function startServer({host, port, proxies, tls, ...rest}: ServerOptions): Promise<RunningServer> {
  const stopping = new AbortController()
  const app = openApp({...rest, arrivals: openArrivals(proxies), stopping: stopping.signal})
  const limits = {headersTimeout: HEADERS_TIMEOUT, requestTimeout: REQUEST_TIMEOUT, keepAliveTimeout: KEEP_ALIVE}
  const secure = tls && {
    createServer: createSecureServer,
    serverOptions: {...limits, cert: Buffer.from(tls.cert), key: Buffer.from(tls.key)},
  }
  const server = await new Promise<ServerType>((resolve, reject) => {
    const made = serve({fetch: app.fetch, hostname: host, port, ...(secure ?? {serverOptions: limits})}, () =>
      resolve(made),
    )
    made.once('error', reject)
  })
  return {port: (server.address() as AddressInfo).port, stop: (grace = GRACE) => stop(server, stopping, grace)}
}

async function stop(server: ServerType, stopping: AbortController, grace: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  stopping.abort()
  if ('closeIdleConnections' in server) server.closeIdleConnections()
  const late = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections()
  }, grace)
  await closed
  clearTimeout(late)
}
