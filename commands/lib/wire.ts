import {existsSync} from 'node:fs'
import {userInfo} from 'node:os'
import {join} from 'node:path'
import {actorOf, type SignIn} from '../../db/actor.ts'
import {type AllStores, openContext} from '../../db/context.ts'
import {migrate, requireCurrentSchema} from '../../db/migrate.ts'
import {openStore, type Store} from '../../db/open.ts'
import {systemClock} from '../../plugins/system/clock.ts'
import {systemFiles} from '../../plugins/system/files.ts'
import {hasher} from '../../plugins/system/hasher.ts'
import {systemIds} from '../../plugins/system/ids.ts'
import {createKeyFile, isSignedBy, openSigner} from '../../plugins/system/signer.ts'
import type {RunningSimulator, SimulatorOptions} from '../../plugins/oke-simulator/index.ts'
import type {Upkeep} from '../../db/upkeep.ts'
import {type Config, type ConfigLayer, loadConfig} from '../../src/config.ts'
import type {Actor, Context} from '../../src/context.ts'
import type {Role} from '../../src/deeds.ts'
import {ExamError} from '../../src/errors.ts'
import type {TokenReader} from '../../src/exchange/issuer.ts'
import type {Connectors} from '../../src/exchange/party.ts'
import type {SendPorts} from '../../src/exchange/send-messages.ts'
import type {
  AppointmentWriter,
  CalendarReader,
  CalendarWriter,
  Cipher,
  Files,
  Hasher,
  MailTransport,
  Signer,
  TableReader,
  TableWriter,
} from '../../src/ports.ts'
import type {KnownKey} from '../../src/operation/check-chain.ts'
import type {Signs} from '../../src/operation/doctor.ts'
import type {Live} from '../../src/live.ts'
import type {SignInPorts} from '../../src/sign-in/ports.ts'
import type {Post} from '../../src/operation/send-mail.ts'
import type {WriteMail} from '../../src/operation/write-mail.ts'
import type {OralSolver} from '../../src/planning/orals/oral-solver.ts'
import type {Solver} from '../../src/planning/plans/solver.ts'
import type {ServedSchool} from '../../src/sign-in/visitor.ts'
import {dayOf, instant} from '../../src/time.ts'
import {layersOf} from './settings.ts'
import {gatherSigns} from './signs.ts'

/** Searches side by side; a set number, so that a plan does not depend on the machine. */
const PLANNING_THREADS = 2

/** Threads of Node's pool when nobody says otherwise. */
const NODES_THREADS = 4

/** What every command may be told on the command line. */
export type WireFlags = Readonly<{store?: string; config?: string; as?: Role; 'as-of'?: string; yes?: boolean}>

/** The folders of the person at the terminal, as his system names them. */
export type Folders = Readonly<{data: string; config: string}>

/** What every command needs to know of the school. */
type School = Readonly<{zone: string; rehearsal: boolean}>

/** Opens what a command asks for, and nothing it does not: the one place that puts store, plugins and settings together. */
export type Wire = Readonly<{
  config: Config
  layers: readonly ConfigLayer[]
  /** The address of the store that is used. */
  storeUrl: string
  /** The sign-in of the terminal: its OS user (design rule 19). */
  osUser: SignIn
  /** The zone of the school, once a context has been opened. */
  zone: () => string
  /** A context for the one at the terminal, in the role of `--as` where given. @throws ExamError `role.not-yours`, `store.missing`, `store.schema-behind` */
  context: () => Promise<Context<AllStores>>
  /** A context for timed deeds and the first deed of all, whoever is at the terminal. */
  systemContext: (roles?: readonly Role[], person?: Actor['person']) => Promise<Context<AllStores>>
  /** The store itself, for commands about the store; its schema is not looked at. */
  store: () => Promise<Store>
  /** Makes the store's file where it is one, and brings its tables up to date; `init`, `demo` and copies only (design rule 15). */
  createStore: () => Promise<Store>
  /** Reads and writes tables as CSV. */
  tables: () => Promise<TableReader & TableWriter>
  /** Reads timetables and writes appointments. */
  calendar: () => Promise<CalendarReader & AppointmentWriter & CalendarWriter>
  /** The planning engine, in threads of its own. */
  planner: () => Promise<Solver>
  /** The same for oral exams. */
  oralPlanner: () => Promise<OralSolver>
  files: Files
  /** Fingerprints, for what is checked without a store. */
  hash: Hasher
  /** Where mail goes; a rehearsal store's mail never leaves its folder (design rule 4). */
  mail: () => Promise<MailTransport>
  /**
   * How letters are written and where they go; `at` is the address of the pages where no setting names it.
   *
   * @throws ExamError `mail.bad-sender`, `mail.bad-address`
   */
  post: (at?: string) => Promise<Post>
  /** How letters are written to be looked at: without the secrets that go out in them. */
  letters: () => Promise<WriteMail>
  /** Passwords, tokens, one-time codes and what is kept secret, with the installation's key. @throws ExamError as `signer` */
  signIn: () => Promise<SignInPorts>
  /** The key by which the audit trail is known to be the school's; without its file, signatures are checked against the store only. */
  auditKey: () => Promise<KnownKey>
  /** Status, migration and copies of whole stores, whatever their schema (design rule 15). */
  upkeep: () => Promise<Upkeep>
  /** Connectors to other systems, our own and those that the settings name, each checked. @throws ExamError `connector.missing`, `connector.broken` */
  connectors: () => Promise<Connectors>
  /** Keys for secrets in the store; the first is made when it is asked for. @throws ExamError `secret.key-missing` */
  cipher: () => Promise<Cipher>
  /** Makes a newer key, with which secrets are sealed from then on. */
  newSecretKey: () => Promise<string>
  /** How other systems are reached. */
  exchange: () => Promise<SendPorts>
  /** Reads tokens of the issuer that the settings name, where they do. @throws ExamError `config.issuer` */
  issuer: () => Promise<TokenReader | undefined>
  /** Starts a counterpart of the national standard to rehearse with. */
  simulator: (options: SimulatorOptions) => Promise<RunningSimulator>
  /** Resolves when the one at the terminal, or the system, wants this process to end. */
  stopped: () => Promise<void>
  /** What can be seen of this installation, for `ontrac doctor`. */
  signs: () => Promise<Signs>
  /** The key that signs the audit trail, outside the store. @throws ExamError when its file is missing or readable by others */
  signer: () => Promise<Signer>
  /** Makes that key's file where there is none. */
  createKey: () => Promise<void>
  /** All that the pages are served with; closed with the rest. @throws ExamError as `signer` and `context` */
  served: () => Promise<ServedSchool>
  /** A wire for a command that runs inside this one, in another role or at another time; on the same store it opens none of its own. */
  inside: (flags: WireFlags) => Wire
  /** Closes what this wire opened itself. */
  close: () => Promise<void>
}>

/** The wire of one command; with `host`, of one that runs inside another. */
export function openWire(flags: WireFlags, folders: Folders, host?: Wire): Wire {
  const layers = layersOf(flags, folders.config, process.env)
  const config = loadConfig(layers)
  const storeUrl = config.store || `sqlite:${join(folders.data, 'ontrac.db')}`
  const keyFile = config.keyFile || join(folders.config, 'ontrac.key')
  const osUser = {kind: 'os', subject: userInfo().username}
  let opened: Promise<Store> | undefined
  let learned: School = {zone: 'Europe/Amsterdam', rehearsal: true}
  let carried: Promise<MailTransport> | undefined
  let live: Live | undefined
  let signInPorts: Promise<SignInPorts> | undefined

  const shared = host?.storeUrl === storeUrl ? host : undefined
  const store = (): Promise<Store> => shared?.store() ?? (opened ??= openStore(storeUrl))
  const current = async (): Promise<Store> => {
    const known = await store()
    await requireCurrentSchema(known)
    return known
  }
  // Before there is a school any time may be played: it is made in a store of its own.
  const school = async (known: Store): Promise<School> =>
    (learned =
      (await known.readDb.selectFrom('institution').select(['zone', 'rehearsal']).executeTakeFirst()) ?? learned)
  const contextFor = (known: Store, actor: Actor, {zone, rehearsal}: School): Context<AllStores> => {
    const asOf = flags['as-of'] === undefined ? {} : {asOf: {at: instant(flags['as-of'], zone), writes: rehearsal}}
    return openContext({store: known, actor, clock: systemClock, ids: systemIds, hash: hasher, ...asOf})
  }

  const systemContext: Wire['systemContext'] = async (roles = ['system'], person = null) => {
    const known = await current()
    return contextFor(known, {person, roles, scopes: {}}, await school(known))
  }
  const upkeep = async () => (await import('../../db/upkeep.ts')).openUpkeep(store, systemClock)
  const calendar = async () => (await import('../../plugins/icalendar/index.ts')).icalendar
  const signIn = (): Promise<SignInPorts> =>
    (signInPorts ??= (async () => {
      await openSigner(keyFile)
      return (await import('../../plugins/sign-in/index.ts')).openSignIn(keyFile, cipher)
    })())
  const writer = async (at: string, ports: SignInPorts | undefined): Promise<WriteMail> => {
    const {openMailWriter} = await import('../../src/operation/write-mail.ts')
    const settings = {from: config.mailFrom, address: config.address || at, calendar: await calendar()}
    if (ports === undefined) return openMailWriter(settings)
    const {secretOfLetter} = await import('../../src/sign-in/letter-secret.ts')
    return openMailWriter({...settings, secretOf: (of) => secretOfLetter(ports.secrets, of)})
  }
  const mail = (): Promise<MailTransport> =>
    (carried ??= (async () => {
      const {rehearsal} = await school(await current())
      const folder = `folder:${mailFolder(storeUrl, folders)}`
      const {openMail} = await import('../../plugins/mail.ts')
      return openMail(rehearsal ? folder : config.mail || folder)
    })())

  const connectors = async (): Promise<Connectors> =>
    (await import('../../plugins/connectors.ts')).openConnectors(config.connectors, folders.config)
  const cipher = async (): Promise<Cipher> => (await import('../../plugins/system/cipher.ts')).openOrMakeCipher(keyFile)
  const sendPorts = async (): Promise<SendPorts> => {
    const {rehearsal} = await school(await current())
    return {connectors: await connectors(), cipher, rehearsal, ticks: () => performance.now()}
  }

  const wire: Wire = {
    config,
    layers,
    storeUrl,
    osUser,
    zone: () => learned.zone,
    store,
    async createStore() {
      if (shared) return shared.createStore()
      opened ??= openStore(storeUrl, {create: true})
      const made = await opened
      await migrate(made)
      return made
    },
    async context() {
      const known = await current()
      const here = await school(known)
      const now = flags['as-of'] === undefined ? systemClock.now() : instant(flags['as-of'], here.zone)
      const actor = await actorOf(known, osUser, () => dayOf(now, here.zone))
      return contextFor(known, inRole(actor, flags.as), here)
    },
    tables: async () => (await import('../../plugins/csv/index.ts')).csv,
    calendar,
    planner: async () => (await import('../../plugins/workers/index.ts')).engineInWorkers(PLANNING_THREADS),
    oralPlanner: async () => (await import('../../plugins/workers/index.ts')).oralsInWorkers(PLANNING_THREADS),
    files: systemFiles,
    hash: hasher,
    mail,
    async post(at = '') {
      // A school that never made a key sends its other letters all the same.
      const ports = existsSync(keyFile) ? await signIn() : undefined
      return {transport: await mail(), render: await writer(at, ports)}
    },
    letters: () => writer('', undefined),
    signIn,
    async auditKey() {
      if (!existsSync(keyFile)) return {publicKey: null, verify: isSignedBy}
      return openSigner(keyFile)
    },
    upkeep,
    async signs() {
      const {lookAt, nodeVersion: node} = await import('../../plugins/system/machine.ts')
      const {status, skew} = await upkeep()
      return gatherSigns({
        now: systemClock.now(),
        node,
        threads: Number(process.env['UV_THREADPOOL_SIZE']) || NODES_THREADS,
        storeUrl,
        keyFile,
        mailFolder: config.mail === '' ? mailFolder(storeUrl, folders) : folderNamed(config.mail),
        lookAt,
        status,
        skew,
        health: async () => (await systemContext()).read('operation.read', ({health}) => health()),
      })
    },
    connectors,
    cipher,
    simulator: async (options) => (await import('../../plugins/oke-simulator/index.ts')).startSimulator(options),
    stopped: () =>
      new Promise((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
      }),
    async issuer() {
      if (config.tokenIssuer === '') return undefined
      return (await import('../../plugins/oke/issuer.ts')).openIssuer(config)
    },
    async newSecretKey() {
      const {addSecretKey} = await import('../../plugins/system/cipher.ts')
      return addSecretKey(keyFile)
    },
    exchange: sendPorts,
    signer: () => openSigner(keyFile),
    async served() {
      const {serveSchool} = await import('./served-school.ts')
      const known = await current()
      const {openLive} = await import('../../db/live.ts')
      const {openVisitors} = await import('../../db/visitors.ts')
      live = openLive(known, storeUrl)
      const open = {store: known, clock: systemClock, ids: systemIds, hash: hasher, touched: live.touch}
      const contextFor: ServedSchool['contextFor'] = (wish) => openContext({...open, ...wish})
      const outside = {
        ports: await signIn(),
        calendar: await calendar(),
        signer: await openSigner(keyFile),
        live,
        startLink: async (asked: Parameters<ServedSchool['startLink']>[0]) => {
          const {reachableLink} = await import('../../src/exchange/start-link.ts')
          const ctx = openContext({...open, actor: {person: null, roles: ['system'], scopes: {}}})
          return reachableLink(ctx, await sendPorts(), asked)
        },
        clock: systemClock,
        ids: systemIds,
        hash: hasher,
      }
      return serveSchool({
        ...outside,
        contextFor,
        visitorsWith: (institution) => openVisitors(known, systemClock, institution),
      })
    },
    async createKey() {
      if (!existsSync(keyFile)) await createKeyFile(keyFile)
    },
    systemContext,
    inside: (own) => openWire(own, folders, wire),
    async close() {
      await live?.close()
      await (await carried?.catch(() => undefined))?.close()
      const known = await opened?.catch(() => undefined)
      await known?.close()
    },
  }
  return wire
}

/** Colour is for a terminal whose owner has not asked to leave it out (no-color.org). */
export function wantsColour(): boolean {
  return process.stdout.isTTY && !process.env['NO_COLOR']
}

/** The folder of a `folder:PATH`; null for a mail server. */
function folderNamed(mail: string): string | null {
  return mail.startsWith('folder:') ? mail.slice('folder:'.length) : null
}

/** Beside the store's file, or in the data folder when the store is a server's. */
function mailFolder(storeUrl: string, folders: Folders): string {
  return storeUrl.startsWith('sqlite:') ? `${storeUrl.slice('sqlite:'.length)}.mail` : join(folders.data, 'mail')
}

function inRole(actor: Actor, role: Role | undefined): Actor {
  if (role === undefined) return actor
  if (actor.roles.includes(role)) return {...actor, roles: [role]}
  throw new ExamError(
    'forbidden',
    'role.not-yours',
    `You do not hold the role ${role}; you hold ${actor.roles.join(', ') || 'none'}.`,
    {role, held: actor.roles},
  )
}
