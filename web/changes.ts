import type {Context as Request} from 'hono'
import {streamSSE} from 'hono/streaming'
import type {AppOptions} from './app.ts'
import type {Env} from './door.tsx'

/** A connection is proved again so often: who was signed out hears nothing any more. */
const PROVE_SECONDS = 60
/** A word in between, so that no proxy takes the silence for the end. */
const WORD_SECONDS = 25
/** Pages that one session may keep listening. */
const MOST = 8

const listening = new Map<string, number>()

/**
 * Tells a page which topics changed, until it leaves (server-sent events, design rule 12). It names topics and nothing
 * about them: what has changed the page fetches itself, as what it is allowed to see.
 */
export async function streamChanges(
  c: Request<Env>,
  {served, stopping}: Pick<AppOptions, 'served' | 'stopping'>,
  token: string | undefined,
): Promise<Response> {
  const hash = token === undefined ? '' : served.hash.sha256(token)
  const isIn = async (): Promise<boolean> =>
    (await served.visitors.bySession(hash).catch(() => undefined))?.session.step === 'done'
  if (!(await isIn())) return c.body(null, 204)
  const open = listening.get(hash) ?? 0
  if (open >= MOST) return c.body(null, 204)
  listening.set(hash, open + 1)
  return streamSSE(c, async (stream) => {
    const stop = served.live.listen((topics) => void stream.writeSSE({event: 'changed', data: [...topics].join(' ')}))
    try {
      await stream.writeSSE({event: 'hello', data: ''})
      for (
        let seconds = WORD_SECONDS;
        !stopping.aborted && !stream.aborted && !stream.closed;
        seconds += WORD_SECONDS
      ) {
        await untilAborted(stream, stopping, WORD_SECONDS * 1000)
        if (seconds >= PROVE_SECONDS && !(await isIn())) return
        if (!stopping.aborted && !stream.aborted) await stream.writeSSE({event: 'hello', data: ''})
      }
    } finally {
      stop()
      const left = (listening.get(hash) ?? 1) - 1
      if (left > 0) listening.set(hash, left)
      else listening.delete(hash)
    }
  })
}

/** Waits, or not so long when either side ends. */
function untilAborted(
  stream: Readonly<{onAbort: (listener: () => void) => void}>,
  stopping: AbortSignal,
  milliseconds: number,
): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      stopping.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    timer.unref()
    stopping.addEventListener('abort', end)
    stream.onAbort(end)
  })
}
