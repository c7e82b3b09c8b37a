import {Flags} from '@oclif/core'
import {ExamError} from '../src/errors.ts'
import {tick} from '../src/lifecycle/tick.ts'
import {inviteFirstAdmin} from '../src/sign-in/invite-user.ts'
import {command} from './lib/command.ts'
import type {Out} from './lib/out.ts'
import {type Rounds, startRounds} from './lib/rounds.ts'
import type {Wire} from './lib/wire.ts'

const PORT = 4600
const MOST_PORT = 65_535
/** Timed work between two deeds that ask for it. */
const ROUND_MILLISECONDS = 15_000
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/

type ServeFlags = Readonly<{
  host: string
  port: number
  jobs: boolean
  proxy: readonly string[]
  log: boolean
  'tls-cert': string | undefined
  'tls-key': string | undefined
}>

export default command({
  summary: 'Serve the pages and the API, and do the timed work.',
  description:
    'Listens on this machine only, unless it has a certificate or stands behind a proxy that you name. Ends at Ctrl-C or SIGTERM, after requests that are on their way. While no administrator can sign in yet it prints a link that sets that up, once.',
  examples: [
    '',
    '--host 0.0.0.0 --port 443 --tls-cert school.pem --tls-key school.key',
    '--proxy 10.0.0.5 --host 10.0.0.7 --no-jobs',
  ],
  flags: {
    host: Flags.string({summary: 'Listen on this address.', default: '127.0.0.1'}),
    port: Flags.integer({
      summary: 'Listen on this port; 0 is any that is free.',
      default: PORT,
      min: 0,
      max: MOST_PORT,
    }),
    'tls-cert': Flags.string({summary: 'Certificate in PEM, with those above it.', dependsOn: ['tls-key']}),
    'tls-key': Flags.string({summary: 'Its private key in PEM.', dependsOn: ['tls-cert']}),
    proxy: Flags.string({
      summary:
        'Trust what this proxy says of where requests come from; an address or network, may be given more than once.',
      multiple: true,
      default: [],
    }),
    jobs: Flags.boolean({summary: 'Leave the timed work to "ontrac tick".', allowNo: true, default: true}),
    log: Flags.boolean({summary: 'Write no line for each request.', allowNo: true, default: true}),
  },
  async run({flags, out, wire}) {
    checkReach(flags)
    // Whoever asks to stop while it is still starting is heard too.
    const stopped = wire.stopped()
    const served = await wire.served()
    const scheme = flags['tls-cert'] === undefined ? 'http' : 'https'
    const links = {address: wire.config.address}
    const rounds = flags.jobs ? startWork(wire, links, out) : undefined
    let requests = 0
    const {startServer} = await import('../web/server.ts')
    const {okeApp} = await import('../web/oke/app.ts')
    const oke = okeApp({
      context: () => wire.systemContext(),
      ticks: () => performance.now(),
      contactEmail: wire.config.mailFrom.replace(/^.*<(.*)>$/, '$1'),
      readToken: await wire.issuer(),
    })
    const server = await startServer({
      oke,
      served,
      host: flags.host,
      port: flags.port,
      proxies: flags.proxy,
      address: wire.config.address,
      wake: () => rounds?.wake(),
      log: (line) => {
        requests++
        if (flags.log) out.log(JSON.stringify(line))
      },
      ...(await certificateOf(flags, wire)),
    })
    const address = `${scheme}://${flags.host}:${server.port}`
    links.address ||= address
    await greet(out, wire, {address, links: links.address})
    await stopped
    await server.stop()
    await oke.close()
    await rounds?.stop()
    return {address, requests}
  },
  show: ({address, requests}, out) => out.hint(`Stopped serving ${address} after ${requests} requests.`),
})

/** What is sent over a network is read by whoever is on it. @throws ExamError `serve.needs-tls` */
function checkReach({host, proxy, 'tls-cert': cert}: ServeFlags): void {
  if (LOOPBACK.test(host) || cert !== undefined || proxy.length > 0) return
  const message = `On ${host} others can be reached and can listen: give --tls-cert and --tls-key, or name the proxy that does https with --proxy.`
  throw new ExamError('refused', 'serve.needs-tls', message, {host})
}

async function certificateOf(flags: ServeFlags, {files}: Wire) {
  const {'tls-cert': cert, 'tls-key': key} = flags
  if (cert === undefined || key === undefined) return {}
  return {tls: {cert: await files.read(cert), key: await files.read(key)}}
}

/** Timed work goes on in this process; what could not be done is told and tried again. */
function startWork(wire: Wire, links: Readonly<{address: string}>, out: Out): Rounds {
  const round = async (): Promise<void> => {
    const done = await tick(await wire.systemContext(), {
      post: () => wire.post(links.address),
      signer: wire.signer,
      exchange: wire.exchange,
    })
    for (const {name, failed} of done.steps) if (failed) out.warn(`${name}: ${failed.code}`)
  }
  const failed = (error: unknown): void =>
    out.warn(`Timed work: ${error instanceof ExamError ? error.code : 'a bug; see ontrac tick'}`)
  return startRounds(round, ROUND_MILLISECONDS, failed)
}

async function greet(
  out: Out,
  wire: Wire,
  {address, links}: Readonly<{address: string; links: string}>,
): Promise<void> {
  out.line(`Serving ${wire.storeUrl.replace(/(:\/\/[^:@/]+:)[^@/]+@/, '$1•••@')} at ${address}`)
  const {secrets} = await wire.signIn()
  const invitation = await inviteFirstAdmin(await wire.systemContext(), secrets, wire.osUser.subject)
  if (invitation === null || invitation.token === null) return
  out.line(
    `Set up the sign-in of ${invitation.person}, once, within ${invitation.hours} hours: ${links}/sign-in/link/${invitation.token}`,
  )
}
