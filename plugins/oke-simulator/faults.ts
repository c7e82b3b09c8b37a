import type {HttpBindings} from '@hono/node-server'
import type {MiddlewareHandler} from 'hono'

/** What a counterpart may do wrong, on demand. */
export const FAULTS = ['slow', '429', '500', 'drop', 'twice', 'disorder'] as const
export type Fault = (typeof FAULTS)[number]

/** Which faults, and that every so many requests meet one of them. */
export type Faults = Readonly<{
  kinds: readonly Fault[]
  every: number
  /** How late an answer is; 1500 when it is not said. */
  slowMillis?: number
  /** Told of each request that met one. */
  met?: (fault: Fault) => void
}>

export type SimulatorEnv = {Bindings: HttpBindings}

const SLOW_MILLIS = 1500

/**
 * Lets every so many requests meet a fault, one kind after another: answers late, 429, 500 before the work, or the connection drops
 * after the work is done, so that the sender does not know.
 */
export function withFaults(faults: () => Faults | null): MiddlewareHandler<SimulatorEnv> {
  let requests = 0
  let met = 0
  return async (c, next) => {
    const now = faults()
    const kinds = now?.kinds.filter((kind) => kind !== 'twice' && kind !== 'disorder') ?? []
    if (now === null || kinds.length === 0 || ++requests % now.every !== 0) return next()
    const kind = kinds[met++ % kinds.length]
    if (kind !== undefined) now.met?.(kind)
    if (kind === '429' || kind === '500') return problem(kind)
    if (kind === 'slow') await new Promise((resolve) => setTimeout(resolve, now.slowMillis ?? SLOW_MILLIS))
    await next()
    if (kind === 'drop') c.env.outgoing.destroy()
    return undefined
  }
}

function problem(status: '429' | '500'): Response {
  const title = status === '429' ? 'Too many requests' : 'Internal server error'
  return new Response(JSON.stringify({status, title}), {
    status: Number(status),
    headers: {'content-type': 'application/problem+json'},
  })
}
