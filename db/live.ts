import pg from 'pg'
import {ANYTHING, type Live, topicOf} from '../src/live.ts'
import type {Store} from './store.ts'

/** Topics are told together, at most so often (design rule 12): one every 200 ms, and in between they gather. */
const PAUSE = 200
/** How often it is asked whether somebody else committed. */
const POLL = 2_000
/** While this process writes itself, what others write shows in the same number; listeners look again this often at least. */
const AT_LEAST = 10_000
/** A lost connection is opened again after so long; the poll goes on meanwhile. */
const AGAIN = 5_000

type Heard = (topics: ReadonlySet<string>) => void
/** How topics reach other processes. */
type Wire = Readonly<{tell: (topics: readonly string[]) => Promise<void>; close: () => Promise<void>}>

/**
 * Opens the telling of changes: within this process, between processes on one Postgres (its own connection, outside every
 * transaction, which `notify` would otherwise serialise), and by a poll for whatever comes by another way.
 */
export function openLive(store: Store, url: string): Live {
  const listeners = new Set<Heard>()
  const gathered = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let wroteSince = false
  let toldAt = 0
  let last: number | undefined

  const hear: Heard = (topics) => {
    if (topics.has(ANYTHING)) toldAt = performance.now()
    for (const heard of listeners) heard(topics)
  }
  const wire = store.kind === 'postgres' ? openWire(url, store.schema ?? 'public', hear) : undefined
  const tell = (): void => {
    timer = undefined
    const topics = [...gathered]
    gathered.clear()
    hear(new Set(topics))
    void wire?.tell(topics)
  }
  const poll = async (): Promise<void> => {
    const now = await store.changed().catch(() => last)
    const changed = last !== undefined && now !== last
    last = now
    const explained = wroteSince && performance.now() - toldAt < AT_LEAST
    wroteSince = false
    if (changed && !explained) hear(new Set([ANYTHING]))
  }
  const polling = setInterval(() => void poll(), POLL)
  polling.unref()

  return {
    touch(deed) {
      wroteSince = true
      gathered.add(topicOf(deed))
      timer ??= setTimeout(tell, PAUSE)
    },
    listen(heard) {
      listeners.add(heard)
      return () => void listeners.delete(heard)
    },
    async close() {
      clearInterval(polling)
      clearTimeout(timer)
      listeners.clear()
      await wire?.close()
    },
  }
}

/** A connection of its own that tells and listens. What it loses while it is away, the poll finds. */
function openWire(url: string, schema: string, hear: Heard): Wire {
  const channel = `ontrac_${schema}`
  const address = new URL(url)
  address.searchParams.delete('schema')
  const name = Math.random().toString(36).slice(2)
  let client: pg.Client | undefined
  let closed = false

  const connect = async (): Promise<void> => {
    const made = new pg.Client({connectionString: address.href, application_name: 'ontrac live', keepAlive: true})
    made.on('error', () => lose(made))
    made.on('notification', ({payload = ''}) => {
      const [from, ...topics] = payload.split(' ')
      if (from !== name) hear(new Set(topics))
    })
    try {
      await made.connect()
      await made.query(`listen ${pg.escapeIdentifier(channel)}`)
      if (closed) await made.end()
      else client = made
    } catch {
      lose(made)
    }
  }
  const lose = (made: pg.Client): void => {
    if (client === made) client = undefined
    made.removeAllListeners('notification')
    if (!closed) setTimeout(() => void connect(), AGAIN).unref()
  }
  void connect()

  return {
    async tell(topics) {
      await client?.query('select pg_notify($1, $2)', [channel, [name, ...topics].join(' ')]).catch(() => undefined)
    },
    async close() {
      closed = true
      await client?.end().catch(() => undefined)
    },
  }
}
