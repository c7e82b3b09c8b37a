import {createConnection, createServer, type Server, type Socket} from 'node:net'

/** At which side of the server's decision the line is cut: it never heard the commit, or its answer never came back. */
export type Cut = 'before-the-server' | 'after-the-server'

/** A line to a Postgres server that can be cut exactly when a commit passes. */
export type CommitCutter = Readonly<{
  /** The address of the store over this line. */
  address: string
  /** Cuts the next commit that passes, or the one so many further on, and no other. */
  cutNext: (where: Cut, count?: number) => void
  /** How many commits were cut. */
  cuts: () => number
  close: () => Promise<void>
}>

/** Opens a line over TCP to the server behind `address`, which is reached through its socket. */
export async function openCommitCutter(address: string): Promise<CommitCutter> {
  const url = new URL(address)
  const socket = `${url.searchParams.get('host') ?? ''}/.s.PGSQL.${url.port || '5432'}`
  const sockets = new Set<Socket>()
  let next: {where: Cut; count: number} | undefined
  let cuts = 0
  const taken = () => {
    if (next === undefined || --next.count > 0) return undefined
    const {where} = next
    next = undefined
    cuts++
    return where
  }
  const server = createServer((client) => join(client, createConnection(socket), sockets, taken))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    address: overTcp(url, server),
    cutNext: (where, count = 1) => {
      next = {where, count}
    },
    cuts: () => cuts,
    close: () => {
      for (const one of sockets) one.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function overTcp(url: URL, server: Server): string {
  const there = server.address()
  const through = new URL(url.href)
  through.searchParams.delete('host')
  through.hostname = '127.0.0.1'
  through.port = String(typeof there === 'object' ? there?.port : '')
  return through.href
}

function join(client: Socket, server: Socket, sockets: Set<Socket>, taken: () => Cut | undefined): void {
  let deaf = false
  const hangUp = () => {
    client.destroy()
    server.destroy()
  }
  for (const one of [client, server]) {
    sockets.add(one)
    one.on('error', () => undefined)
    one.on('close', () => (sockets.delete(one), hangUp()))
  }
  const messages = new FrontendMessages()
  client.on('data', (chunk) => {
    const where = messages.read(chunk).some(isCommit) ? taken() : undefined
    if (where === 'before-the-server') return hangUp()
    deaf = where === 'after-the-server'
    server.write(chunk)
  })
  // Once the server answers a commit it has decided; the one who asked never hears it.
  server.on('data', (chunk) => (deaf ? hangUp() : client.write(chunk)))
}

type FrontendMessage = Readonly<{type: string; body: string}>

function isCommit({type, body}: FrontendMessage): boolean {
  return type === 'Q' && /^commit\b/i.test(body)
}

/** Reads what a client of Postgres sends: the first message has no letter before its length, every later one has. */
class FrontendMessages {
  #rest = Buffer.alloc(0)
  #begun = false

  read(chunk: Buffer): readonly FrontendMessage[] {
    this.#rest = Buffer.concat([this.#rest, chunk])
    const messages: FrontendMessage[] = []
    for (;;) {
      const letters = this.#begun ? 1 : 0
      if (this.#rest.length < letters + 4) return messages
      const end = letters + this.#rest.readInt32BE(letters)
      if (this.#rest.length < end) return messages
      if (this.#begun)
        messages.push({type: this.#rest.toString('latin1', 0, 1), body: this.#rest.toString('utf8', 5, end - 1)})
      this.#begun = true
      this.#rest = this.#rest.subarray(end)
    }
  }
}
