import {join} from 'node:path'
import {tmpdir} from 'node:os'
import {mkdtempSync, rmSync} from 'node:fs'
import {openContext} from '../../db/context.ts'
import {openLive} from '../../db/live.ts'
import {openVisitors} from '../../db/visitors.ts'
import {openSignIn} from '../../plugins/sign-in/index.ts'
import {openOrMakeCipher} from '../../plugins/system/cipher.ts'
import {icalendar} from '../../plugins/icalendar/index.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {systemIds} from '../../plugins/system/ids.ts'
import {createKeyFile, openSigner} from '../../plugins/system/signer.ts'
import type {Person} from '../../src/institution/model.ts'
import type {PersonId} from '../../src/ids.ts'
import {theInstitution} from '../../src/institution/the-institution.ts'
import type {Clock} from '../../src/ports.ts'
import type {WebSession} from '../../src/sign-in/model.ts'
import type {ServedSchool} from '../../src/sign-in/visitor.ts'
import {plusMinutes} from '../../src/time.ts'
import type {LogLine} from '../../web/log.ts'
import {startServer} from '../../web/server.ts'
import type {Database} from './databases.ts'
import {openWorld, type World} from './world.ts'

/** A browser without script: keeps cookies, follows nothing by itself, and sends forms as it got them. */
export type Browser = Readonly<{
  get: (path: string, headers?: Record<string, string>) => Promise<Seen>
  /** Sends the form of the page last seen whose action is `to`, with its hidden fields and these. */
  send: (to: string, fields?: Record<string, string>, headers?: Record<string, string>) => Promise<Seen>
  cookies: Map<string, string>
}>

/** What came back: `to` is where a redirect leads. */
export type Seen = Readonly<{status: number; text: string; to: string | null; headers: Headers}>

export type ServedWorld = Awaited<ReturnType<typeof openServedWorld>>

/** A small school with its pages on a free port, on one of the databases; the clock is the world's. */
export async function openServedWorld(
  which: Database,
  options: Readonly<{proxies?: readonly string[]; address?: string}> = {},
) {
  const world = await openWorld(which)
  const folder = mkdtempSync(join(tmpdir(), 'ontrac-web-'))
  const keyFile = join(folder, 'ontrac.key')
  await createKeyFile(keyFile)
  const served = await serveWorld(world, keyFile)
  const log: LogLine[] = []
  const server = await startServer({
    served,
    host: '127.0.0.1',
    port: 0,
    proxies: options.proxies ?? [],
    address: options.address ?? '',
    wake: () => undefined,
    log: (line) => log.push(line),
  })
  const origin = `http://127.0.0.1:${server.port}`
  return {
    world,
    served,
    origin,
    log,
    browser: () => openBrowser(origin),
    /** A browser in which somebody is signed in. */
    async signedIn(person: Person, as: Partial<Pick<WebSession, 'step' | 'means' | 'sessionId'>> = {}) {
      const browser = openBrowser(origin)
      browser.cookies.set('ontrac', await plantSession(world, served, person.id, as))
      return browser
    },
    async close() {
      await server.stop(0)
      await served.live.close()
      await world.close()
      rmSync(folder, {recursive: true, force: true})
    },
  }
}

/** What the pages are served with, on a world's store and clock. */
async function serveWorld(world: World, keyFile: string): Promise<ServedSchool> {
  const clock: Clock = {now: world.now}
  const live = openLive(world.store, world.address)
  const contextFor: ServedSchool['contextFor'] = (wish) =>
    openContext({
      store: world.store,
      clock,
      ids: systemIds,
      hash: hasher,
      touched: live.touch,
      asOf: {at: world.now(), writes: true},
      ...wish,
    })
  const system = (): ReturnType<ServedSchool['contextFor']> =>
    contextFor({actor: {person: null, roles: ['system'], scopes: {}}})
  const institution = async () => system().read('catalogue.read', theInstitution)
  return {
    contextFor,
    // A context is of one moment, and the world's clock moves on.
    get system() {
      return system()
    },
    institution,
    visitors: openVisitors(world.store, clock, institution),
    live,
    startLink: () => Promise.resolve(null),
    ports: await openSignIn(keyFile, () => openOrMakeCipher(keyFile)),
    signer: await openSigner(keyFile),
    calendar: icalendar,
    clock,
    ids: systemIds,
    hash: hasher,
  }
}

async function plantSession(
  world: World,
  {ports, hash}: ServedSchool,
  personId: PersonId,
  {step = 'done', means = 'link', sessionId = null}: Partial<Pick<WebSession, 'step' | 'means' | 'sessionId'>>,
): Promise<string> {
  const token = ports.secrets.token()
  const at = world.now()
  await world.insert('webSession', {
    id: systemIds.next(),
    personId,
    tokenHash: hash.sha256(token),
    step,
    means,
    sessionId,
    createdAt: at,
    seenAt: at,
    expiresAt: plusMinutes(at, 60 * 12),
    endedAt: null,
  })
  return token
}

function openBrowser(origin: string): Browser {
  const cookies = new Map<string, string>()
  let last = ''
  const call = async (path: string, init: RequestInit): Promise<Seen> => {
    const headers = new Headers(init.headers)
    headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await fetch(`${origin}${path}`, {...init, headers, redirect: 'manual'})
    for (const cookie of answer.headers.getSetCookie()) keep(cookies, cookie)
    const text = await answer.text()
    if (text.startsWith('<!doctype')) last = text
    return {status: answer.status, text, to: answer.headers.get('location'), headers: answer.headers}
  }
  return {
    cookies,
    get: (path, headers = {}) => call(path, {headers}),
    async send(to, fields = {}, headers = {}) {
      const body = new URLSearchParams({...hiddenFields(last, to), ...fields})
      return call(to, {method: 'POST', body, headers: {'Sec-Fetch-Site': 'same-origin', Origin: origin, ...headers}})
    },
  }
}

function keep(cookies: Map<string, string>, cookie: string): void {
  const [pair = '', ...rest] = cookie.split(';')
  const [name = '', value = ''] = pair.split('=')
  if (value === '' || rest.some((part) => /max-age=0/i.test(part))) cookies.delete(name)
  else cookies.set(name, value)
}

/** Hidden fields of the first form of a page whose action is `to`. */
function hiddenFields(html: string, to: string): Record<string, string> {
  const form = html.split('<form ').find((part) => part.includes(`action="${to}"`)) ?? ''
  const fields = form.split('</form>')[0]?.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g) ?? []
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]))
}
