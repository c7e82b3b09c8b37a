import {existsSync, readFileSync} from 'node:fs'
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
import type {Upkeep} from '../../db/upkeep.ts'
import {type Config, type ConfigLayer, loadConfig} from '../../src/config.ts'
import type {Actor, Context} from '../../src/context.ts'
import type {Role} from '../../src/deeds.ts'
import {ExamError} from '../../src/errors.ts'
import type {
  AppointmentWriter,
  CalendarReader,
  CalendarWriter,
  Files,
  Hasher,
  MailTransport,
  Signer,
  TableReader,
  TableWriter,
} from '../../src/ports.ts'
import type {KnownKey} from '../../src/operation/check-chain.ts'
import type {Signs} from '../../src/operation/doctor.ts'
import type {Post} from '../../src/operation/send-mail.ts'
import {dayOf, instant} from '../../src/time.ts'
import {gatherSigns} from './signs.ts'

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
  files: Files
  /** Fingerprints, for what is checked without a store. */
  hash: Hasher
  /** Where mail goes; a rehearsal store's mail never leaves its folder (design rule 4). */
  mail: () => Promise<MailTransport>
  /** How letters are written and where they go. @throws ExamError `mail.bad-sender`, `mail.bad-address` */
  post: () => Promise<Post>
  /** The key by which the audit trail is known to be the school's; without its file, signatures are checked against the store only. */
  auditKey: () => Promise<KnownKey>
  /** Status, migration and copies of whole stores, whatever their schema (design rule 15). */
  upkeep: () => Promise<Upkeep>
  /** What can be seen of this installation, for `ontrac doctor`. */
  signs: () => Promise<Signs>
  /** The key that signs the audit trail, outside the store. @throws ExamError when its file is missing or readable by others */
  signer: () => Promise<Signer>
  /** Makes that key's file where there is none. */
  createKey: () => Promise<void>
  close: () => Promise<void>
}>

export function openWire(flags: WireFlags, folders: Folders): Wire {
  const layers = layersOf(flags, folders)
  const config = loadConfig(layers)
  const storeUrl = config.store || `sqlite:${join(folders.data, 'ontrac.db')}`
  const keyFile = config.keyFile || join(folders.config, 'ontrac.key')
  const osUser = {kind: 'os', subject: userInfo().username}
  let opened: Promise<Store> | undefined
  let learned: School = {zone: 'Europe/Amsterdam', rehearsal: true}
  let carried: Promise<MailTransport> | undefined

  const store = (): Promise<Store> => (opened ??= openStore(storeUrl))
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
  const mail = (): Promise<MailTransport> =>
    (carried ??= (async () => {
      const {rehearsal} = await school(await current())
      const folder = `folder:${mailFolder(storeUrl, folders)}`
      const {openMail} = await import('../../plugins/mail.ts')
      return openMail(rehearsal ? folder : config.mail || folder)
    })())

  return {
    config,
    layers,
    storeUrl,
    osUser,
    zone: () => learned.zone,
    store,
    async createStore() {
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
    files: systemFiles,
    hash: hasher,
    mail,
    async post() {
      const {openMailWriter} = await import('../../src/operation/write-mail.ts')
      const {mailFrom: from, address} = config
      return {transport: await mail(), render: openMailWriter({from, address, calendar: await calendar()})}
    },
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
    signer: () => openSigner(keyFile),
    async createKey() {
      if (!existsSync(keyFile)) await createKeyFile(keyFile)
    },
    systemContext,
    async close() {
      await (await carried?.catch(() => undefined))?.close()
      const known = await opened?.catch(() => undefined)
      await known?.close()
    },
  }
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

/** Flag › environment › file › default; the file is `--config`, else `ontrac.config.json` in the configuration folder. */
function layersOf(flags: WireFlags, folders: Folders): readonly ConfigLayer[] {
  const file = flags.config ?? join(folders.config, 'ontrac.config.json')
  const layers: ConfigLayer[] = []
  if (flags.config !== undefined || existsSync(file)) layers.push({source: file, values: readSettings(file)})
  const environment = {
    store: 'ONTRAC_STORE',
    keyFile: 'ONTRAC_KEY_FILE',
    mail: 'ONTRAC_MAIL',
    mailFrom: 'ONTRAC_MAIL_FROM',
    address: 'ONTRAC_ADDRESS',
  }
  for (const [name, variable] of Object.entries(environment)) {
    const value = process.env[variable]
    if (value !== undefined) layers.push({source: variable, values: {[name]: value}})
  }
  if (flags.store !== undefined) layers.push({source: '--store', values: {store: flags.store}})
  return layers
}

function readSettings(file: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  } catch (error) {
    throw new ExamError(
      'invalid',
      'config.unreadable',
      `${file} cannot be read as JSON: ${(error as Error).message}.`,
      {file},
      {cause: error},
    )
  }
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
